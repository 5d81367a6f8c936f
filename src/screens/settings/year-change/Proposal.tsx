import { __, _n, sprintf } from '@wordpress/i18n';
import { useState } from 'react';
import { CheckboxControl, Notice } from '../../../ui/controls';
import { changeYear } from '../../../api/connection';
import type { YearChange } from '../../../contract/rest/year-change';
import { databaseTitle } from '../../../settings/database-title';
import { ActionButton } from '../../../ui/ActionButton';
import { Confirm } from '../../../ui/Confirm';
import { number } from '../../../ui/format';
import { Problem } from '../../../ui/Problem';
import { Scroll } from '../../../ui/Scroll';
import { useAction } from '../../../ui/useAction';
import { Badge } from '../../../ui/Badge';
import { unsavedIsLost } from '../texts';
import { Previews } from './Previews';

type Proposed = NonNullable< YearChange[ 'proposal' ] >;
type Props = {
	current: string;
	proposal: Proposed;
	isUnsaved: boolean;
	onMoved: ( answer: YearChange ) => void;
};

/** What the move changes and what stays, and the button that makes it. */
export function Proposal( { current, proposal, isUnsaved, onMoved }: Props ) {
	const { database, units, changes, obstacle, unsettled } = proposal;
	const [ goesWithout, setGoesWithout ] = useState( false );
	const [ isAsking, setAsking ] = useState( false );
	const action = useAction();
	const some = units.some( ( { newId } ) => newId !== null );
	const mayMove = obstacle === null || ( goesWithout && some );
	const move = async () =>
		onMoved( await changeYear( database.name, goesWithout ) );
	const moveText = sprintf(
		/* translators: %s: name of a database */
		__( 'Move to %s', 'sors-api-for-woocommerce' ),
		database.name
	);

	return (
		<div className="sors-form">
			<p>
				{ sprintf(
					/* translators: 1: name of the database in use, 2: name of the newer one */
					__(
						'The shop works with %1$s. SORS has a newer database of the same name: %2$s. Move once the books of the old year are closed and the new ones are open.',
						'sors-api-for-woocommerce'
					),
					current,
					databaseTitle( database )
				) }
			</p>
			<ul className="sors-year__changes">
				{ changes.map( ( sentence ) => (
					<li key={ sentence }>{ sentence }</li>
				) ) }
			</ul>
			<Units units={ units } />
			{ unsettled > 0 && (
				<p>
					{ sprintf(
						/* translators: %s: number of orders */
						_n(
							'%s order is still being settled in the old database. It continues there after the move.',
							'%s orders are still being settled in the old database. They go on there after the move.',
							unsettled,
							'sors-api-for-woocommerce'
						),
						number( unsettled )
					) }
				</p>
			) }
			<Previews database={ database.name } />
			{ obstacle && <Notice status="warning">{ obstacle }</Notice> }
			{ obstacle && some && (
				<CheckboxControl
					label={ __(
						'Continue without the missing units',
						'sors-api-for-woocommerce'
					) }
					help={ __(
						'Their stock is then no longer part of what the shop offers.',
						'sors-api-for-woocommerce'
					) }
					checked={ goesWithout }
					onChange={ setGoesWithout }
				/>
			) }
			<div className="sors-buttons">
				<ActionButton
					action={ action }
					name="move"
					variant="primary"
					disabled={ ! mayMove }
					onPress={ async () =>
						isUnsaved ? setAsking( true ) : move()
					}
					busyLabel={ __( 'Moving…', 'sors-api-for-woocommerce' ) }
				>
					{ moveText }
				</ActionButton>
			</div>
			<Problem error={ action.error } />
			{ isAsking && (
				<Confirm
					title={ sprintf(
						/* translators: %s: name of a database */
						__( 'Move to %s?', 'sors-api-for-woocommerce' ),
						database.name
					) }
					yes={ moveText }
					onYes={ () => void action.run( 'move', move ) }
					onClose={ () => setAsking( false ) }
				>
					<p>{ unsavedIsLost() }</p>
				</Confirm>
			) }
		</div>
	);
}

type Unit = NonNullable< YearChange[ 'proposal' ] >[ 'units' ][ number ];

/** Each chosen unit, as it was found again by its code. */
function Units( { units }: { units: Unit[] } ) {
	return (
		<Scroll label={ __( 'Business units', 'sors-api-for-woocommerce' ) }>
			<table className="widefat sors-table">
				<thead>
					<tr>
						<th scope="col">
							{ __(
								'Business unit',
								'sors-api-for-woocommerce'
							) }
						</th>
						<th scope="col">
							{ __( 'Used for', 'sors-api-for-woocommerce' ) }
						</th>
						<th scope="col">
							{ __(
								'In the new database',
								'sors-api-for-woocommerce'
							) }
						</th>
					</tr>
				</thead>
				<tbody>
					{ units.map( ( unit ) => (
						<tr key={ unit.id }>
							<th scope="row">
								{ unit.name }
								{ unit.code && (
									<span className="sors-table__more">
										{ unit.code }
									</span>
								) }
							</th>
							<td>{ unit.roles.map( roleText ).join( ', ' ) }</td>
							<td>
								{ unit.newId === null ? (
									<Badge tone="warning">
										{ __(
											'Missing',
											'sors-api-for-woocommerce'
										) }
									</Badge>
								) : (
									( unit.newName ?? unit.newId )
								) }
							</td>
						</tr>
					) ) }
				</tbody>
			</table>
		</Scroll>
	);
}

function roleText( role: Unit[ 'roles' ][ number ] ): string {
	switch ( role ) {
		case 'stock':
			return __( 'stock', 'sors-api-for-woocommerce' );
		case 'price':
			return __( 'prices', 'sors-api-for-woocommerce' );
		case 'document':
			return __( 'documents', 'sors-api-for-woocommerce' );
		default:
			return role satisfies never;
	}
}
