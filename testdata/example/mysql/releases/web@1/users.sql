INSERT INTO users (email, full_name) VALUES (?, ?);
SELECT id, email, full_name FROM users WHERE id = ?;
UPDATE users SET full_name = ? WHERE id = ?;
