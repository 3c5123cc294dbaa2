CREATE TABLE `questionnaires` (
	`number` integer PRIMARY KEY NOT NULL,
	`kept_at` integer NOT NULL,
	`body` text NOT NULL,
	CONSTRAINT "questionnaires_body" CHECK(json_valid("questionnaires"."body"))
) STRICT;
--> statement-breakpoint
ALTER TABLE `report_attendance` ADD `row_key` integer;--> statement-breakpoint
ALTER TABLE `report_breaks` ADD `row_key` integer;--> statement-breakpoint
ALTER TABLE `report_conduct` ADD `row_key` integer;--> statement-breakpoint
ALTER TABLE `report_incidents` ADD `row_key` integer;--> statement-breakpoint
ALTER TABLE `report_indicators` ADD `row_key` integer;--> statement-breakpoint
ALTER TABLE `report_judgments` ADD `row_key` integer;--> statement-breakpoint
ALTER TABLE `report_motions` ADD `row_key` integer;--> statement-breakpoint
ALTER TABLE `report_witnesses` ADD `row_key` integer;