CREATE TABLE `report_retractions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`report_id` integer NOT NULL,
	`from_state` text NOT NULL,
	`at` integer NOT NULL,
	`retracted_by` integer NOT NULL,
	`sealed_reason` blob NOT NULL,
	`restored_at` integer,
	`restored_by` integer,
	FOREIGN KEY (`report_id`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`retracted_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`restored_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "report_retractions_from" CHECK("report_retractions"."from_state" in ('draft', 'filed', 'returned', 'awaiting_second'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `report_retractions_report` ON `report_retractions` (`report_id`,`id`);--> statement-breakpoint
DROP INDEX `reports_hearing`;--> statement-breakpoint
CREATE UNIQUE INDEX `reports_hearing` ON `reports` (`hearing_id`) WHERE "reports"."state" <> 'withdrawn';