-- fixture: dialect=mysql phase=expand
CREATE TABLE t (a int, b int);
CREATE TRIGGER fill BEFORE INSERT ON t FOR EACH ROW SET NEW.b = NEW.a;
