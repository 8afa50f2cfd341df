-- atlas:checkpoint
CREATE TABLE `a` (`id` int PRIMARY KEY, b int);
