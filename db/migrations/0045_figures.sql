CREATE TABLE `frozen_figures` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`year` integer NOT NULL,
	`quarter` integer,
	`frozen_at` integer NOT NULL,
	`frozen_by` integer NOT NULL,
	`tables` text NOT NULL,
	FOREIGN KEY (`frozen_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "frozen_figures_quarter" CHECK("frozen_figures"."quarter" between 1 and 4),
	CONSTRAINT "frozen_figures_tables" CHECK(json_valid("frozen_figures"."tables"))
) STRICT;
--> statement-breakpoint
CREATE INDEX `frozen_figures_period` ON `frozen_figures` (`year`,`quarter`,`id`);