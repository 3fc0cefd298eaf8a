import type { ColumnType, Generated } from "kysely";

/**
 * JSON columns are written as text (an array as a parameter means something else to each driver)
 * and read as data.
 */
export type Json<T> = ColumnType<T, string, string>;
export type Created = Generated<Date>;
