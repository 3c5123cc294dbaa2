PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_report_attendance` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`report_id` integer NOT NULL,
	`position` integer NOT NULL,
	`participant_id` integer,
	`protected_id` integer,
	`role` text,
	`name` text,
	`status` text,
	`substitute` text,
	`custody` text,
	`counsel` text,
	FOREIGN KEY (`report_id`) REFERENCES `reports`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`participant_id`) REFERENCES `participants`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`protected_id`) REFERENCES `protected_people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "report_attendance_role" CHECK("__new_report_attendance"."role" in ('PJ', 'PM', 'PRO', 'ACC', 'DEF', 'INJ', 'REP', 'VA', 'WIT', 'CWIT', 'EXP', 'INT', 'REC', 'PWIT', 'INJ', 'CWIT', 'EXP')),
	CONSTRAINT "report_attendance_status" CHECK("__new_report_attendance"."status" in ('present', 'absent_notified', 'absent_unexplained', 'video', 'not_summoned', 'substituted')),
	CONSTRAINT "report_attendance_name" CHECK("__new_report_attendance"."name" is null or ("__new_report_attendance"."participant_id" is null and "__new_report_attendance"."protected_id" is null and "__new_report_attendance"."role" not in ('ACC', 'INJ', 'WIT', 'CWIT', 'EXP', 'PWIT')))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_report_attendance`("id", "report_id", "position", "participant_id", "protected_id", "role", "name", "status", "substitute", "custody", "counsel") SELECT "id", "report_id", "position", "participant_id", "protected_id", "role", "name", "status", "substitute", "custody", "counsel" FROM `report_attendance`;--> statement-breakpoint
DROP TABLE `report_attendance`;--> statement-breakpoint
ALTER TABLE `__new_report_attendance` RENAME TO `report_attendance`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `report_attendance_once` ON `report_attendance` (`report_id`,`position`);