package migrations

func init() { goose.AddMigration(up, down) }
