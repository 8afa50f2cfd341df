ALTER TABLE `users` ADD `age` int;
