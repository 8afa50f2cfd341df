INSERT INTO users (email, display_name) VALUES ($1, $2);
SELECT id, email, display_name FROM users WHERE id = $1;
UPDATE users SET display_name = $1 WHERE id = $2;
