import { useQuery } from '@tanstack/react-query';
import { __ } from '@wordpress/i18n';
import { businessUnitsQuery } from '../../api/connection';
import { fieldProblems } from '../../settings/useSettings';
import { FieldProblems, Problem } from '../../ui/Problem';
import { ScreenLink } from '../../ui/screen';
import { Skeleton } from '../../ui/Loading';
import { SelectField, Group } from './fields';
import { useDraft } from './useDraft';

/** What is chosen in the first run, with the way back to it, and which unit is for what. */
export function ConnectionGroup() {
	const { response, action } = useDraft();
	const { apiKey, mayChangeKey, settings } = response;
	const database = settings.database;
	const { data, error, refetch } = useQuery( businessUnitsQuery( database ) );
	// What SORS no longer has, or cannot be asked for now, is shown by its id.
	const units = settings.businessUnitIds.map( ( id ) => ( {
		value: id,
		label: data?.items.find( ( unit ) => unit.id === id )?.name ?? id,
	} ) );

	return (
		<Group
			id="connection"
			title={ __( 'Connection', 'sors-api-for-woocommerce' ) }
		>
			<dl className="sors-facts">
				<div>
					<dt>{ __( 'API key', 'sors-api-for-woocommerce' ) }</dt>
					<dd>{ keyText( apiKey ) }</dd>
				</div>
				<div>
					<dt>{ __( 'Database', 'sors-api-for-woocommerce' ) }</dt>
					<dd>
						{ database }
						<FieldProblems
							problems={ fieldProblems(
								'database',
								action.error,
								response
							) }
						/>
					</dd>
				</div>
				<div>
					<dt>
						{ __( 'Business units', 'sors-api-for-woocommerce' ) }
					</dt>
					<dd>
						{ data || error ? (
							units.map( ( { label } ) => label ).join( ', ' )
						) : (
							<Skeleton lines={ 1 } />
						) }
					</dd>
				</div>
			</dl>
			<Problem error={ error } onRetry={ refetch } />
			<div className="sors-buttons">
				{ mayChangeKey && (
					<ScreenLink
						to="connect"
						params={ { step: 'key' } }
						variant="secondary"
					>
						{ __(
							'Change the API key',
							'sors-api-for-woocommerce'
						) }
					</ScreenLink>
				) }
				<ScreenLink to="connect" variant="secondary">
					{ __(
						'Test or change the connection',
						'sors-api-for-woocommerce'
					) }
				</ScreenLink>
				<ScreenLink
					to="connect"
					params={ { step: 'shop' } }
					variant="secondary"
				>
					{ __( 'Check your shop', 'sors-api-for-woocommerce' ) }
				</ScreenLink>
			</div>
			{ units.length > 1 && (
				<>
					<SelectField
						name="priceBusinessUnitId"
						help={ __(
							'The same item may have another price in each unit.',
							'sors-api-for-woocommerce'
						) }
						options={ withFirst( units ) }
					/>
					<SelectField
						name="documentBusinessUnitId"
						help={ __(
							'Goods of an order leave the stock of this unit, though the shop may offer the stock of several.',
							'sors-api-for-woocommerce'
						) }
						options={ withFirst( units ) }
					/>
				</>
			) }
		</Group>
	);
}

type Unit = { value: string; label: string };

/** Nothing chosen means the first one: shown as that. */
const withFirst = ( units: Unit[] ): Unit[] => {
	const [ first, ...others ] = units;
	return first ? [ { ...first, value: '' }, ...others ] : [];
};

function keyText( {
	hint,
	source,
}: ReturnType< typeof useDraft >[ 'response' ][ 'apiKey' ] ): string {
	const text = hint ?? __( 'Saved', 'sors-api-for-woocommerce' );
	return source === 'constant'
		? `${ text } · ${ __(
				'set in the configuration of the site',
				'sors-api-for-woocommerce'
			) }`
		: text;
}
