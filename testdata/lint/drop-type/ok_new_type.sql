-- fixture: dialect=postgres phase=expand
CREATE TYPE mood AS ENUM ('sad', 'happy');
DROP TYPE mood;
