-- fixture: dialect=postgres phase=contract
DROP FUNCTION shout(text);
