CREATE TABLE `case_documents` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`case_id` integer NOT NULL,
	`file_id` integer NOT NULL,
	`kind` text NOT NULL,
	`level` text NOT NULL,
	`dated_on` text,
	`removed_at` integer,
	`added_at` integer NOT NULL,
	`added_by` integer,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`file_id`) REFERENCES `files`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`added_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "case_documents_kind" CHECK("case_documents"."kind" in ('indictment', 'judgment', 'ruling', 'minutes', 'submission', 'press', 'other')),
	CONSTRAINT "case_documents_level" CHECK("case_documents"."level" in ('case', 'staff', 'protected'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `case_documents_case` ON `case_documents` (`case_id`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `case_documents_file` ON `case_documents` (`file_id`);--> statement-breakpoint
CREATE TABLE `charges` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`case_id` integer NOT NULL,
	`participant_id` integer,
	`law` text NOT NULL,
	`article` text NOT NULL,
	`paragraph` text DEFAULT '' NOT NULL,
	`counts` integer NOT NULL,
	`acts` text NOT NULL,
	`now_law` text,
	`now_article` text DEFAULT '' NOT NULL,
	`added_at` integer NOT NULL,
	`added_by` integer,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`participant_id`) REFERENCES `participants`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`added_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "charges_law" CHECK("charges"."law" in ('SFRY', 'UNMIK', 'CC2004', 'CC2013', 'CC2019', 'KSC', 'OTHER')),
	CONSTRAINT "charges_now_law" CHECK("charges"."now_law" in ('SFRY', 'UNMIK', 'CC2004', 'CC2013', 'CC2019', 'KSC', 'OTHER')),
	CONSTRAINT "charges_acts" CHECK(json_valid("charges"."acts")),
	CONSTRAINT "charges_counts" CHECK("charges"."counts" between 1 and 999)
) STRICT;
--> statement-breakpoint
CREATE INDEX `charges_case` ON `charges` (`case_id`,`id`);--> statement-breakpoint
CREATE TABLE `rulings` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`case_id` integer NOT NULL,
	`participant_id` integer,
	`kind` text NOT NULL,
	`court` text NOT NULL,
	`decided_on` text NOT NULL,
	`until_on` text,
	`result` text,
	`sentence_months` integer,
	`added_at` integer NOT NULL,
	`added_by` integer,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`participant_id`) REFERENCES `participants`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`added_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "rulings_kind" CHECK("rulings"."kind" in ('detention_ordered', 'detention_extended', 'detention_replaced', 'detention_ended', 'in_absentia_allowed', 'judgment', 'appeal_decision', 'extraordinary_decision', 'other')),
	CONSTRAINT "rulings_court" CHECK("rulings"."court" in ('BC-PR-SD', 'BC-PR', 'BC-GL', 'BC-PZ', 'BC-GJ', 'BC-PE', 'BC-FE', 'BC-MI', 'CA-SD', 'CA', 'SC', 'CC', 'KSC')),
	CONSTRAINT "rulings_result" CHECK("rulings"."result" in ('guilty', 'not_guilty', 'charge_rejected', 'dismissed', 'upheld', 'changed', 'returned_for_retrial')),
	CONSTRAINT "rulings_months" CHECK("rulings"."sentence_months" between 1 and 720)
) STRICT;
--> statement-breakpoint
CREATE INDEX `rulings_case` ON `rulings` (`case_id`,`decided_on`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_files` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`owner_id` integer,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`bytes` integer NOT NULL,
	`pages` integer,
	`sha256` text NOT NULL,
	`uploaded_at` integer NOT NULL,
	`uploaded_by` integer NOT NULL,
	`purged_at` integer,
	FOREIGN KEY (`owner_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`uploaded_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "files_type" CHECK("type" in ('pdf', 'docx'))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_files`("id", "owner_id", "name", "type", "bytes", "pages", "sha256", "uploaded_at", "uploaded_by", "purged_at") SELECT "id", "owner_id", "name", "type", "bytes", "pages", "sha256", "uploaded_at", "uploaded_by", "purged_at" FROM `files`;--> statement-breakpoint
DROP TABLE `files`;--> statement-breakpoint
ALTER TABLE `__new_files` RENAME TO `files`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `files_owner` ON `files` (`owner_id`);