import { useQuery, useQueryClient } from '@tanstack/react-query';
import { __ } from '@wordpress/i18n';
import { useRef } from 'react';
import { tell } from '../../api/client';
import { fixShop, settingsQuery, shopCheckQuery } from '../../api/connection';
import type { ShopCheck } from '../../contract/rest/shop-check';
import { ActionButton } from '../../ui/ActionButton';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/controls';
import { useHeldFocus } from '../../ui/focus';
import { Loading } from '../../ui/Loading';
import { Problem } from '../../ui/Problem';
import { renewShopFormats } from '../../ui/shop-formats';
import { useAction } from '../../ui/useAction';

/** What a shop in Serbia usually wants set another way: a button for each, and nothing done without one. */
export function ShopStep( { onDone }: { onDone: () => void } ) {
	return (
		<div className="sors-form">
			<p>
				{ __(
					'Nothing here is needed for the connection, and nothing is changed unless you press its button.',
					'sors-api-for-woocommerce'
				) }
			</p>
			<Loading query={ useQuery( shopCheckQuery ) } lines={ 6 }>
				{ ( { points } ) => <Points points={ points } /> }
			</Loading>
			<div className="sors-buttons">
				<Button variant="primary" onClick={ onDone }>
					{ __( 'Continue', 'sors-api-for-woocommerce' ) }
				</Button>
			</div>
		</div>
	);
}

type Code = ShopCheck[ 'points' ][ number ][ 'code' ];

/** Points by which amounts are written otherwise. */
const WRITTEN: Code[] = [ 'currency', 'amounts', 'symbol' ];

function Points( { points }: ShopCheck ) {
	const client = useQueryClient();
	const action = useAction();
	const list = useRef< HTMLUListElement >( null );
	useHeldFocus( list, points, { home: list } );
	const fix = async ( code: Code ) => {
		const mended = await fixShop( code );
		if ( WRITTEN.includes( code ) ) {
			await renewShopFormats();
		}
		tell( client, shopCheckQuery, mended );
		// What stood against it is said with the settings.
		void client.invalidateQueries( settingsQuery );
	};
	return (
		<>
			<ul ref={ list } className="sors-check" tabIndex={ -1 }>
				{ points.map( ( { code, state, message, button } ) => (
					<li key={ code }>
						<div>
							<Badge
								tone={ state === 'good' ? 'good' : 'warning' }
							>
								{ state === 'good'
									? __( 'Good', 'sors-api-for-woocommerce' )
									: __(
											'Look here',
											'sors-api-for-woocommerce'
										) }
							</Badge>{ ' ' }
							{ message }
						</div>
						{ button && (
							<ActionButton
								action={ action }
								name={ code }
								onPress={ () => fix( code ) }
								busyLabel={ __(
									'One moment…',
									'sors-api-for-woocommerce'
								) }
							>
								{ button }
							</ActionButton>
						) }
					</li>
				) ) }
			</ul>
			<Problem error={ action.error } />
		</>
	);
}
