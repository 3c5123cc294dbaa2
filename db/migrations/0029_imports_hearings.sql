PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_file_imports` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`sealed` blob,
	`rows` integer NOT NULL,
	`added_at` integer NOT NULL,
	`added_by` integer NOT NULL,
	`applied_at` integer,
	FOREIGN KEY (`added_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "file_imports_kind" CHECK("__new_file_imports"."kind" in ('cases', 'parties', 'hearings'))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_file_imports`("id", "kind", "sealed", "rows", "added_at", "added_by", "applied_at") SELECT "id", "kind", "sealed", "rows", "added_at", "added_by", "applied_at" FROM `file_imports`;--> statement-breakpoint
DROP TABLE `file_imports`;--> statement-breakpoint
ALTER TABLE `__new_file_imports` RENAME TO `file_imports`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `file_imports_person` ON `file_imports` (`added_by`,`id`);