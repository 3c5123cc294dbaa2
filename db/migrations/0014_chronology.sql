CREATE TABLE `case_marks` (
	`person_id` integer NOT NULL,
	`case_id` integer NOT NULL,
	`looked_at` integer NOT NULL,
	PRIMARY KEY(`person_id`, `case_id`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE INDEX `case_marks_case` ON `case_marks` (`case_id`);