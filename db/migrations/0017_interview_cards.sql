CREATE TABLE `interview_cards` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`booking_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	`sealed` blob NOT NULL,
	`filed_at` integer NOT NULL,
	FOREIGN KEY (`booking_id`) REFERENCES `bookings`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `interview_cards_one` ON `interview_cards` (`booking_id`,`person_id`);--> statement-breakpoint
CREATE TABLE `interview_locks` (
	`booking_id` integer PRIMARY KEY NOT NULL,
	`locked_at` integer NOT NULL,
	`locked_by` integer,
	FOREIGN KEY (`booking_id`) REFERENCES `bookings`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`locked_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
