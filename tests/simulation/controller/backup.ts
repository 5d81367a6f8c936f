/** A backup of the shop's tables, in a database of its own. */
import type { Eyes } from './eyes';

export class Backup {
	/** Databases that this process has made: those of an earlier one may have tables of another shape. */
	private static readonly own = new Set< string >();

	private madeAt: number | null = null;
	/** Each with the number that its next row gets, where it gives any. */
	private tables = new Map< string, number | null >();
	private into = '';
	private books = '';

	constructor( private readonly eyes: Eyes ) {}

	/** Of one from when the shop worked with the same books; null = there is none. */
	age( now: number, books: string ): number | null {
		return this.madeAt === null || this.books !== books
			? null
			: now - this.madeAt;
	}

	async make( now: number, books: string ): Promise< void > {
		const [ rows = [] ] = await this.eyes.read(
			"SELECT table_name AS name, table_schema AS base, auto_increment AS next FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name LIKE 'wp\\_%' AND table_type = 'BASE TABLE' ORDER BY table_name"
		);
		this.tables = new Map(
			rows.map( ( { name, next } ) => [
				name ?? '',
				next === null ? null : Number( next ),
			] )
		);
		this.into = `${ rows[ 0 ]?.base }_backup`;
		if ( ! Backup.own.has( this.into ) ) {
			await this.eyes.read( `DROP DATABASE IF EXISTS ${ this.into }` );
			Backup.own.add( this.into );
		}
		await this.eyes.read(
			`CREATE DATABASE IF NOT EXISTS ${ this.into }`,
			...[ ...this.tables.keys() ].flatMap( ( table ) => [
				`CREATE TABLE IF NOT EXISTS ${ this.into }.${ table } LIKE ${ table }`,
				`DELETE FROM ${ this.into }.${ table }`,
				`INSERT INTO ${ this.into }.${ table } SELECT * FROM ${ table }`,
			] )
		);
		this.madeAt = now;
		this.books = books;
	}

	/** Numbers that were given since are given once more, and none of before: a dump has each table's next one. */
	async putBack(): Promise< void > {
		await this.eyes.read(
			'SET foreign_key_checks = 0',
			...[ ...this.tables ].flatMap( ( [ table, next ] ) => [
				`DELETE FROM ${ table }`,
				`INSERT INTO ${ table } SELECT * FROM ${ this.into }.${ table }`,
				...( next === null
					? []
					: [ `ALTER TABLE ${ table } AUTO_INCREMENT = ${ next }` ] ),
			] ),
			'SET foreign_key_checks = 1'
		);
	}
}
