/** A backup of the shop's tables, in a database of its own. */
import type { Eyes } from './eyes';

export class Backup {
	/** Databases that this process has made: those of an earlier one may have tables of another shape. */
	private static readonly own = new Set< string >();

	private madeAt: number | null = null;
	private tables: string[] = [];
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
			"SELECT table_name AS name, table_schema AS base FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name LIKE 'wp\\_%' AND table_type = 'BASE TABLE' ORDER BY table_name"
		);
		this.tables = rows.map( ( { name } ) => name ?? '' );
		this.into = `${ rows[ 0 ]?.base }_backup`;
		if ( ! Backup.own.has( this.into ) ) {
			await this.eyes.read( `DROP DATABASE IF EXISTS ${ this.into }` );
			Backup.own.add( this.into );
		}
		await this.eyes.read(
			`CREATE DATABASE IF NOT EXISTS ${ this.into }`,
			...this.tables.flatMap( ( table ) => [
				`CREATE TABLE IF NOT EXISTS ${ this.into }.${ table } LIKE ${ table }`,
				`DELETE FROM ${ this.into }.${ table }`,
				`INSERT INTO ${ this.into }.${ table } SELECT * FROM ${ table }`,
			] )
		);
		this.madeAt = now;
		this.books = books;
	}

	/** Numbers that were given since are given once more. */
	async putBack(): Promise< void > {
		const [ numbered = [] ] = await this.eyes.read(
			'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND auto_increment IS NOT NULL'
		);
		const isNumbered = new Set( numbered.map( ( { name } ) => name ) );
		await this.eyes.read(
			'SET foreign_key_checks = 0',
			...this.tables.flatMap( ( table ) => [
				`DELETE FROM ${ table }`,
				`INSERT INTO ${ table } SELECT * FROM ${ this.into }.${ table }`,
				...( isNumbered.has( table )
					? [ `ALTER TABLE ${ table } AUTO_INCREMENT = 1` ]
					: [] ),
			] ),
			'SET foreign_key_checks = 1'
		);
	}
}
