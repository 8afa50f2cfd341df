INSERT INTO users (email, full_name) VALUES ($1, $2);
SELECT id, email, full_name FROM users WHERE id = $1;
UPDATE users SET full_name = $1 WHERE id = $2;
