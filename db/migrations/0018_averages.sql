CREATE TABLE `averages` (
	`verdict_id` integer PRIMARY KEY NOT NULL,
	`method` text NOT NULL,
	`worst_ten_thousandths` integer NOT NULL,
	`best_ten_thousandths` integer NOT NULL,
	`exams` text NOT NULL,
	FOREIGN KEY (`verdict_id`) REFERENCES `verdicts`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "averages_method" CHECK("averages"."method" in ('mean', 'weighted')),
	CONSTRAINT "averages_exams" CHECK(json_valid("averages"."exams")),
	CONSTRAINT "averages_scale" CHECK("averages"."worst_ten_thousandths" <> "averages"."best_ten_thousandths")
) STRICT;
