-- Lists by name walk an index in the reader's order. `order_key` is ours (src/lib/order.ts, given to SQLite by migrate.ts):
-- it gives the names that are already here their place; an application that was never sent has none.
ALTER TABLE `applications` ADD `order_sq` text;--> statement-breakpoint
ALTER TABLE `applications` ADD `order_sr` text;--> statement-breakpoint
ALTER TABLE `applications` ADD `order_en` text;--> statement-breakpoint
UPDATE applications SET
  order_sq = (SELECT order_key(name, 'sq') FROM people WHERE people.id = applications.person_id),
  order_sr = (SELECT order_key(name, 'sr') FROM people WHERE people.id = applications.person_id),
  order_en = (SELECT order_key(name, 'en') FROM people WHERE people.id = applications.person_id)
WHERE reference IS NOT NULL AND anonymised_at IS NULL;--> statement-breakpoint
CREATE INDEX `applications_by_name_sq` ON `applications` (`call_id`,`state`,`order_sq`,`id`,`overall`,`institution`,`source`);--> statement-breakpoint
CREATE INDEX `applications_by_name_sr` ON `applications` (`call_id`,`state`,`order_sr`,`id`,`overall`,`institution`,`source`);--> statement-breakpoint
CREATE INDEX `applications_by_name_en` ON `applications` (`call_id`,`state`,`order_en`,`id`,`overall`,`institution`,`source`);
