-- fixture: dialect=postgres phase=contract
ALTER TYPE mood RENAME VALUE 'sad' TO 'blue';
