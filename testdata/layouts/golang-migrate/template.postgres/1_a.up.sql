CREATE TABLE {{ index .Options "Namespace" }}.a (id integer PRIMARY KEY);
CREATE TABLE b (id integer PRIMARY KEY, note text DEFAULT '{{ not one }}');
