import { expect, it } from 'vitest';
import { buttons } from './buttons';
import type { Scene } from './kind';

it( 'sends those orders together that are on their way and due', () => {
	const sale = ( orderId: number, state: string, role = 'sale' ) => ( {
		...{ orderId, state, role },
	} );
	const order = ( id: number, status: string ) =>
		[ id, { id, status } ] as const;
	const scene = {
		state: {
			entries: [
				...[ sale( 1, 'queued' ), sale( 2, 'waiting' ) ],
				...[ sale( 3, 'queued' ), sale( 4, 'sent' ) ],
				...[ sale( 5, 'queued' ), sale( 6, 'queued', 'cancel' ) ],
				sale( 7, 'queued' ),
			],
			orders: new Map( [
				...[ order( 1, 'processing' ), order( 2, 'processing' ) ],
				...[ order( 3, 'cancelled' ), order( 4, 'processing' ) ],
				...[ order( 5, 'completed' ) ],
				order( 6, 'processing' ),
			] ),
		},
		options: {
			settings: { exportStatuses: [ 'processing' ] },
		},
	} as unknown as Scene;
	expect( buttons.sendOrders.inShop?.( {}, scene ) ).toMatchObject( {
		args: { route: 'outbox/send', params: { orderIds: [ 1, 2 ] } },
	} );
	scene.state.entries = [];
	expect( buttons.sendOrders.inShop?.( {}, scene ) ).toBeNull();
} );
