INSERT INTO b (id, note) VALUES (1, '{{ name }}');
