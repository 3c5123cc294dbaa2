CREATE TABLE `file_imports` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`sealed` blob,
	`rows` integer NOT NULL,
	`added_at` integer NOT NULL,
	`added_by` integer NOT NULL,
	`applied_at` integer,
	FOREIGN KEY (`added_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "file_imports_kind" CHECK("file_imports"."kind" in ('cases', 'parties'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `file_imports_person` ON `file_imports` (`added_by`,`id`);