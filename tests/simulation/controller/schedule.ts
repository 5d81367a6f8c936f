/** Lets processes of the shop go on, one at a time, each as far as the next point where something may come between. */
import {
	between,
	pick,
	seeded,
	type Random,
} from '../../sors/assortment/random';
import type { Kill, Listener, RequestFault } from '../events/types';
import { fateAt, type Death, type Trouble } from '../faults/catalog';
import type { Books } from '../model/books';
import type { Counts } from '../report/counts';
import type { Clock } from './clock';
import type { Eyes } from './eyes';
import type { Machine } from './machine';
import type { Message, RawRequest, Worker } from './worker';
import type { Zygote } from './zygote';

export interface Task {
	do: string;
	args: object;
	faults: RequestFault[];
	kill?: Kill;
	listener?: Listener;
	seed: number;
	/** Is told each statement before it is carried out, with the number of requests until then. */
	seen?: ( statement: number, sql: string, requests: number ) => void;
}

export interface Outcome {
	/** Undefined where it was killed. */
	ok?: boolean;
	result?: unknown;
	error?: string;
	statements: number;
	requests: string[];
	/** Its connection was cut, it lost a deadlock, or another plugin's filter threw instead of a statement. */
	databaseFailed?: boolean;
	/** A request of it met more than an answer. */
	wasRefused?: boolean;
	/** Bytes of PHP's memory at most; undefined where it did not end by itself. */
	memory?: number;
}

/** Seconds that a request takes. */
const REQUEST = 0.12;
/** Looks at what cannot take long. */
const TRIES = 400;

export interface Stage {
	clock: Clock;
	books: Books;
	eyes: Eyes;
	zygote: Zygote;
	counts: Counts;
	silence: string;
	machine: Machine;
	/** Whether the plugin is on, for processes that begin now. */
	isActive: boolean;
	/** Whether there is a translation plugin. */
	hasLanguages: boolean;
	/** Called where a process ends in the middle of its work, or loses what it works with. */
	cutOff: () => void;
	/** Is told what becomes of a request that is not simply answered. */
	met: ( operation: string, trouble: Trouble ) => void;
	/** What goes on, for the history that is printed. */
	note: ( line: string ) => void;
}

type Statement = Extract< Message, { t: 'statement' } >;

const whereOf = ( { statements, sql }: Statement ): string =>
	`before statement ${ statements }: ${ sql.replace( /\s+/g, ' ' ).slice( 0, 90 ) }`;

const isAtStatement = ( kill: Kill | undefined ): kill is Kill =>
	kill !== undefined && kill.at !== 'request' && kill.at !== 'commit';

class Process {
	statements = 0;
	requests: string[] = [];
	outcome: Outcome | undefined;
	blocked = 0;
	private isStruck = false;
	private databaseFailed = false;
	private wasRefused = false;
	private message: Message | undefined;

	constructor(
		private readonly stage: Stage,
		private readonly worker: Worker,
		private readonly task: Task,
		/** Statements that may pass at once; null = as many as it likes. */
		private readonly stride: () => number | null
	) {}

	/** Answers what it asked last, and waits for its next question or its end. */
	async goOn( loses = false ): Promise< void > {
		if ( loses ) {
			this.databaseFailed = true;
			this.stage.counts.event( 'a deadlock' );
		}
		const { clock } = this.stage;
		const { message } = this;
		if ( message?.t === 'request' ) {
			const decision = await this.decide( message );
			if ( ! decision ) {
				return this.die( message );
			}
			this.worker.say( { ...decision, ...this.pace() } );
		} else if ( message ) {
			let throws = false;
			if ( message.t === 'statement' && this.isTimeToDie( message ) ) {
				const { at } = this.task.kill as Kill;
				if ( at === 'statement' ) {
					return this.die( message );
				}
				throws = at === 'filter';
				this.strike( message, throws );
				if ( ! throws ) {
					await this.disconnect();
				}
			}
			this.worker.say( { ...this.pace(), loses, throws } );
		} else {
			this.worker.say( {
				do: this.task.do,
				args: this.task.args,
				seed: this.task.seed,
				listener: this.task.listener,
				// Switching it on loads it.
				active: this.stage.isActive || this.task.do === 'pluginOn',
				languages: this.stage.hasLanguages,
				skew: this.stage.machine.skews,
				cache: this.stage.machine.cache,
				...this.pace(),
			} );
		}
		const heard = await this.worker.hear();
		this.blocked = heard.t === 'refused' ? this.blocked + 1 : 0;
		this.message = heard;
		this.statements = Math.max( this.statements, heard.statements );
		if ( heard.t === 'statement' ) {
			this.task.seen?.( heard.statements, heard.sql, heard.requests );
		}
		if ( heard.t === 'connected' ) {
			this.worker.threads.push( heard.thread );
		}
		if ( heard.t === 'done' ) {
			await this.worker.hear();
			this.end( {
				ok: heard.ok,
				result: heard.result,
				error: heard.error,
				memory: heard.memory,
			} );
		} else if ( heard.t === 'gone' ) {
			this.stage.cutOff();
			this.end( { ok: false, error: 'The process broke off.' } );
		}
		await clock.advanceTo( heard.now );
	}

	private pace() {
		const { kill } = this.task;
		const stride = this.stride();
		const toKill =
			isAtStatement( kill ) && ! this.isStruck
				? kill.nth - this.statements - 1
				: null;
		const quota =
			toKill === null || toKill < 0
				? stride
				: Math.min( toKill, stride ?? toKill );
		return { now: this.stage.clock.now, quota: quota ?? -1 };
	}

	private isTimeToDie( { statements }: Message ): boolean {
		const { kill } = this.task;
		return (
			isAtStatement( kill ) && ! this.isStruck && statements >= kill.nth
		);
	}

	/** @return Null where the process dies of it. */
	private async decide( message: RawRequest ): Promise< object | null > {
		const { books, clock, counts, silence, machine, note } = this.stage;
		const operation = books.operationOf( message );
		this.requests.push( operation );
		const nth = this.requests.length;
		const name =
			this.deathAt( nth ) ??
			this.task.faults.find( ( fault ) => fault.nth === nth )?.fate ??
			machine.fate( operation );
		counts.add( operation, name ?? 'answered' );
		if ( name ) {
			this.wasRefused = true;
			this.stage.met( operation, name );
		}
		if ( name === 'killed before' || name === 'killed after' ) {
			if ( name === 'killed after' ) {
				await books.carryOut( message );
			}
			note( `    ${ operation }: ${ name }` );
			return null;
		}
		if ( ! name ) {
			books.willStrike( undefined );
			await clock.advanceTo( clock.now + REQUEST );
			return {};
		}
		note( `    ${ operation }: ${ name }` );
		const fate = fateAt( name, clock.now );
		if ( fate.how === 'throw' ) {
			books.willStrike( undefined );
			await clock.advanceTo( clock.now + REQUEST );
			return { throws: fate.when };
		}
		if ( fate.how === 'strike' ) {
			books.willStrike( fate.action );
			await clock.advanceTo( clock.now + REQUEST );
			return {};
		}
		if ( fate.commits === 'now' ) {
			await books.carryOut( message );
		} else if ( typeof fate.commits === 'number' ) {
			clock.later( clock.now + fate.commits, () =>
				books.carryOut( message )
			);
		}
		await clock.advanceTo( clock.now + message.timeout );
		return { silence };
	}

	private deathAt( nth: number ): Death | undefined {
		const { kill } = this.task;
		const at = kill?.nth === nth ? kill.at : undefined;
		if ( at === 'request' ) {
			return 'killed before';
		}
		return at === 'commit' ? 'killed after' : undefined;
	}

	private async die( message: Message ): Promise< void > {
		const { eyes, note } = this.stage;
		if ( message.t === 'statement' ) {
			note( `    killed ${ whereOf( message ) }` );
		}
		this.stage.cutOff();
		await this.worker.kill();
		await this.rolledBack( eyes );
		this.end( {} );
	}

	/** Something becomes of a statement; the process goes on. */
	private strike( message: Statement, throws: boolean ): void {
		const { note, counts } = this.stage;
		this.isStruck = true;
		this.databaseFailed = true;
		note(
			`    ${ throws ? 'a filter throws' : 'disconnected' } ${ whereOf( message ) }`
		);
		counts.kill(
			`${ this.task.do } ${ throws ? 'meets a filter that throws' : 'loses its connection' }`
		);
		// What it asked of SORS it may not live to note.
		this.stage.cutOff();
	}

	/** The database ends the connection; the process hears of it with its next statement. */
	private async disconnect(): Promise< void > {
		const { eyes } = this.stage;
		await eyes.read( `KILL CONNECTION ${ this.worker.threads.at( -1 ) }` );
		await this.rolledBack( eyes );
	}

	private async rolledBack( eyes: Eyes ): Promise< void > {
		const threads = this.worker.threads.join( ', ' );
		for ( let n = 0; threads && n < TRIES; n++ ) {
			const [ rows = [] ] = await eyes.read(
				`SELECT id FROM information_schema.processlist WHERE id IN (${ threads })`
			);
			if ( rows.length === 0 ) {
				return;
			}
			await new Promise( ( resolve ) => setTimeout( resolve, 2 ) );
		}
	}

	private end( outcome: Partial< Outcome > ): void {
		this.outcome = {
			...outcome,
			statements: this.statements,
			requests: this.requests,
			databaseFailed: this.databaseFailed,
			wasRefused: this.wasRefused,
		};
	}
}

async function turns( running: Process[], random: Random ): Promise< void > {
	for ( let idle = 0; running.some( ( { outcome } ) => ! outcome ); ) {
		const alive = running.filter( ( { outcome } ) => ! outcome );
		const free = alive.filter( ( { blocked } ) => blocked === 0 );
		const from = free.length > 0 ? free : alive;
		if ( free.length === 0 ) {
			// Who holds the row may be a connection that the database is just ending.
			await new Promise( ( resolve ) => setTimeout( resolve, 2 ) );
		}
		const next = from[ Math.floor( random() * from.length ) ] as Process;
		const stuck = free.length === 0 && alive.length > 1;
		if ( free.length === 0 && alive.length === 1 && ++idle > TRIES ) {
			throw new Error(
				'A row stays locked although nobody works on it.'
			);
		}
		await next.goOn( stuck );
		if ( next.blocked === 0 ) {
			// Something moved on: those that waited for it may try again.
			alive.forEach( ( each ) => ( each.blocked = 0 ) );
			idle = 0;
		}
	}
}

/** Carries out one task, or several at once by turns that the seed draws. */
export async function carryOut(
	stage: Stage,
	tasks: readonly Task[],
	seed: number
): Promise< Outcome[] > {
	const random = seeded( seed );
	const together = tasks.length > 1;
	// Some races need a turn at every statement; by strides they come further.
	const longest = pick( random, [ 1, 4, 12 ] );
	const running: Process[] = [];
	for ( const task of tasks ) {
		const alone = task.seen ? 0 : null;
		running.push(
			new Process( stage, await stage.zygote.worker(), task, () =>
				together ? between( random, 0, longest ) : alone
			)
		);
	}
	await turns( running, random );
	return running.map( ( { outcome } ) => outcome as Outcome );
}
