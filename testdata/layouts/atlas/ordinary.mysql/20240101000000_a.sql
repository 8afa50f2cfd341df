-- Create "a" table
CREATE TABLE `a` (`id` int PRIMARY KEY);
