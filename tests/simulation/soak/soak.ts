/** Many orders and runs over the better part of a year, one request in five failing. */
import { say } from '../../env/run/progress';
import type { Simulation } from '../controller/simulation';
import { pluginHash } from '../report/kept';
import { endOf } from './end';
import { judge, seriesOf } from './flat';
import { writeSoak, type Soak } from './kept';
import { measure, type Point } from './point';
import { Shop } from './shop';

const DAY = 86_400;

/** Far more than the thirty days for which runs are kept, so that what is kept for so long has long been level. */
const DAYS = 200;
const RETENTION = 30;
const POINTS = 10;

/** Pauses between two looks at what is due: from a minute on, ever longer. */
const LONGER = 1.5;

/** How many of so many have come by this day. */
const by = ( day: number, all: number ): number =>
	Math.floor( ( all * day ) / DAYS );

/** The rest of the day, in which what failed is tried again. */
async function workUntil(
	simulation: Simulation,
	shop: Shop,
	evening: number
): Promise< void > {
	for ( let pause = 65; simulation.now + pause < evening; pause *= LONGER ) {
		const due = await shop.nextDue();
		if ( due === null ) {
			break;
		}
		await simulation.advance( Math.max( pause, due + 1 - simulation.now ) );
		await shop.work();
	}
	await simulation.advance( Math.max( 65, evening - simulation.now ) );
	await shop.work();
}

function tell( point: Point, since: number ): void {
	const { day, orders, runs, tables, memory } = point;
	say(
		`Day ${ day }: ${ orders } orders, ${ runs } runs in ${ Math.round( ( Date.now() - since ) / 1000 ) } s; outbox ${ tables.outbox?.rows }, history ${ tables.outbox_history?.rows }, run items ${ tables.run_items?.rows }, work ${ ( memory.work / 2 ** 20 ).toFixed( 1 ) } MiB`
	);
}

/** @return How much does not hold. */
export async function playSoak(
	simulation: Simulation,
	orders: number,
	runs: number
): Promise< number > {
	const since = Date.now();
	const shop = new Shop( simulation );
	await shop.open( RETENTION );
	const points: Point[] = [];
	for ( let day = 1; day <= DAYS; day++ ) {
		const evening = simulation.now + DAY;
		await shop.order( by( day, orders ) - by( day - 1, orders ) );
		for ( let run = by( day - 1, runs ); run < by( day, runs ); run++ ) {
			await simulation.advance( 61 );
			await shop.sync( run % 4 === 3 ? 'catalog' : 'stock' );
		}
		await workUntil( simulation, shop, evening );
		if ( by( day, POINTS ) > points.length ) {
			const so = {
				day,
				orders: by( day, orders ),
				runs: by( day, runs ),
			};
			points.push(
				await measure( simulation.eyes, {
					...so,
					memory: shop.takeMemory(),
				} )
			);
			tell( points.at( -1 )!, since );
		}
	}
	const end = await endOf( simulation, shop );
	const soak: Soak = {
		plugin: await pluginHash(),
		under: simulation.under,
		seconds: ( Date.now() - since ) / 1000,
		...{ days: DAYS, retention: RETENTION, orders, runs },
		requests: shop.requests,
		failed: shop.failed,
		spent: shop.spent,
		...{ points, end },
	};
	await writeSoak( soak );
	const wrong = [
		...end.wrong,
		...seriesOf( points )
			.map( judge )
			.filter( ( { isFlat } ) => ! isFlat )
			.map(
				( { name, unit, middle, last } ) =>
					`${ name } (${ unit }) went on growing: ${ middle }, then ${ last }`
			),
	];
	wrong.forEach( ( each ) => say( `✗ ${ each }` ) );
	say(
		`${ orders } orders, ${ runs } runs, ${ shop.requests } requests: ${ end.sent } sent, ${ end.asked } asked about`
	);
	return wrong.length;
}
