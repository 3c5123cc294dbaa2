CREATE TABLE `interview_questions` (
	`call_id` integer PRIMARY KEY NOT NULL,
	`questions` text NOT NULL,
	`version` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`changed_by` integer,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`changed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "interview_questions_questions" CHECK(json_valid("interview_questions"."questions")),
	CONSTRAINT "interview_questions_most" CHECK(json_array_length("interview_questions"."questions") <= 6)
) STRICT;
