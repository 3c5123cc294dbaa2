CREATE TABLE `notes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`application_id` integer NOT NULL,
	`sealed` blob NOT NULL,
	`by` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE INDEX `notes_application` ON `notes` (`application_id`,`id`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_tasks` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`entity` text NOT NULL,
	`entity_id` integer NOT NULL,
	`person_id` integer,
	`group_name` text,
	`details` text NOT NULL,
	`due_at` integer,
	`created_at` integer NOT NULL,
	`done_at` integer,
	`done_by` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "tasks_group" CHECK("__new_tasks"."group_name" in ('applicant', 'intern', 'coordinator', 'reviewer', 'director', 'safety_officer', 'administrator')),
	CONSTRAINT "tasks_for" CHECK("__new_tasks"."person_id" is null or "__new_tasks"."group_name" is null),
	CONSTRAINT "tasks_details" CHECK(json_valid("__new_tasks"."details"))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_tasks`("id", "kind", "entity", "entity_id", "person_id", "group_name", "details", "due_at", "created_at", "done_at", "done_by") SELECT "id", "kind", "entity", "entity_id", NULL, NULL, "details", "due_at", "created_at", "done_at", "done_by" FROM `tasks`;--> statement-breakpoint
DROP TABLE `tasks`;--> statement-breakpoint
ALTER TABLE `__new_tasks` RENAME TO `tasks`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `tasks_open` ON `tasks` (`kind`,`entity`,`entity_id`) WHERE "tasks"."done_at" is null and "tasks"."person_id" is null;--> statement-breakpoint
CREATE UNIQUE INDEX `tasks_open_for_one` ON `tasks` (`person_id`,`kind`,`entity`,`entity_id`) WHERE "tasks"."done_at" is null and "tasks"."person_id" is not null;--> statement-breakpoint
CREATE INDEX `tasks_waiting` ON `tasks` (`done_at`,`due_at`);