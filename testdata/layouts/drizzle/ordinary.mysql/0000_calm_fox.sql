CREATE TABLE `users` (
	`id` int PRIMARY KEY
);
--> statement-breakpoint
CREATE TABLE `notes` (`id` int PRIMARY KEY)
--> statement-breakpoint
ALTER TABLE `users` ADD `nick` text;--> statement-breakpoint
ALTER TABLE `users` ADD `email` text;
