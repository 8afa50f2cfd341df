INSERT INTO users (email, display_name) VALUES (?, ?);
SELECT id, email, display_name FROM users WHERE id = ?;
UPDATE users SET display_name = ? WHERE id = ?;
