CREATE TABLE `report_documents` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`report_id` integer NOT NULL,
	`file_id` integer NOT NULL,
	`kind` text NOT NULL,
	`level` text NOT NULL,
	`dated_on` text,
	`added_at` integer NOT NULL,
	`added_by` integer NOT NULL,
	`removed_at` integer,
	`case_document_id` integer,
	FOREIGN KEY (`report_id`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`file_id`) REFERENCES `files`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`added_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`case_document_id`) REFERENCES `case_documents`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "report_documents_kind" CHECK("report_documents"."kind" in ('indictment', 'judgment', 'ruling', 'minutes', 'submission', 'press', 'other')),
	CONSTRAINT "report_documents_level" CHECK("report_documents"."level" in ('case', 'staff', 'protected'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `report_documents_report` ON `report_documents` (`report_id`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `report_documents_file` ON `report_documents` (`file_id`);