CREATE TABLE `verdicts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`application_id` integer NOT NULL,
	`fact` text NOT NULL,
	`verdict` text NOT NULL,
	`stated` text,
	`value` text,
	`file_id` integer,
	`page` integer,
	`sealed_note` blob,
	`by` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`file_id`) REFERENCES `files`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "verdicts_fact" CHECK("verdicts"."fact" in ('institution', 'faculty', 'degree', 'studyYear', 'programmeYears', 'averageScale', 'averageTenThousandths', 'criminalLaw', 'criminalProcedure', 'profile', 'serbianLevel', 'previousInternship')),
	CONSTRAINT "verdicts_verdict" CHECK("verdicts"."verdict" in ('matches', 'differs', 'cannot_tell', 'taken_back')),
	CONSTRAINT "verdicts_stated" CHECK(json_valid("verdicts"."stated")),
	CONSTRAINT "verdicts_value" CHECK(json_valid("verdicts"."value")),
	CONSTRAINT "verdicts_value_read" CHECK(("verdicts"."verdict" in ('matches', 'differs')) = ("verdicts"."value" is not null)),
	CONSTRAINT "verdicts_page" CHECK("verdicts"."page" is null or ("verdicts"."page" >= 1 and "verdicts"."file_id" is not null))
) STRICT;
--> statement-breakpoint
CREATE INDEX `verdicts_application` ON `verdicts` (`application_id`,`id`);--> statement-breakpoint
CREATE INDEX `verdicts_file` ON `verdicts` (`file_id`);
