import { useQuery } from '@tanstack/react-query';
import { __, sprintf } from '@wordpress/i18n';
import { businessUnitsQuery } from '../../api/connection';
import type {
	Settings,
	SettingsDifference,
	SettingsResponse,
} from '../../contract/rest/settings';
import {
	companyKinds,
	documentKinds,
	priceTypes,
	stockModes,
} from '../../settings/choices';
import { decimal } from '../../ui/format';
import { settingLabel } from './labels';
import {
	customerModes,
	fieldName,
	gatewayName,
	missingProducts,
	newProductStatuses,
	brandOwnerships,
	paidByName,
	paymentMethodName,
	rhythms,
	scheduleLabel,
	serbianScripts,
	unmappedLines,
} from './texts';
import { useDraft } from './useDraft';

/** What a file would change, in the words of this screen. */
export function Difference( { before, after, leftOut }: SettingsDifference ) {
	const { response } = useDraft();
	const { database } = response.settings;
	const { data } = useQuery( {
		...businessUnitsQuery( database ),
		enabled: database !== '',
	} );
	const units = Object.fromEntries(
		( data?.items ?? [] ).map( ( { id, name } ) => [ id, name ] )
	);
	const words = ( settings: Partial< Settings >, name: keyof Settings ) =>
		text( name, settings, response.shop, units );
	return (
		<>
			{ leftOut !== null && <p>{ leftOut }</p> }
			<ul className="sors-difference">
				{ ( Object.keys( after ) as ( keyof Settings )[] ).map(
					( name ) => (
						<li key={ name }>
							{ sprintf(
								/* translators: 1: a field, such as "Price"; 2: from; 3: to */
								__(
									'%1$s: %2$s → %3$s',
									'sors-api-for-woocommerce'
								),
								settingLabel( name ),
								words( before, name ),
								words( after, name )
							) }
						</li>
					)
				) }
			</ul>
		</>
	);
}

type Names = Record< string, string >;

const named = ( options: { value: string; label: string }[] ): Names =>
	Object.fromEntries(
		options.map( ( { value, label } ) => [ value, label ] )
	);

/** One setting's value as this screen shows it. */
function text(
	name: keyof Settings,
	settings: Partial< Settings >,
	shop: SettingsResponse[ 'shop' ],
	units: Names
): string {
	const list = ( values: string[] = [], names: Names = {} ) =>
		values.map( ( value ) => names[ value ] ?? value ).join( ', ' ) || '–';
	const map = < Value, >(
		values: Record< string, Value > | undefined,
		title: ( key: string ) => string,
		label: ( value: Value ) => string
	) =>
		list(
			Object.entries( values ?? {} ).map(
				( [ key, value ] ) => `${ title( key ) } = ${ label( value ) }`
			)
		);
	switch ( name ) {
		case 'businessUnitIds':
			return list( settings[ name ], units );
		case 'exportStatuses':
			return list( settings[ name ], shop.orderStatuses );
		case 'paymentMethodMap':
			return map(
				settings[ name ],
				( id ) => gatewayName( shop, id ),
				paymentMethodName
			);
		case 'paidByGateway':
			return map(
				settings[ name ],
				( id ) => gatewayName( shop, id ),
				paidByName
			);
		case 'shippingItemByVatRate':
		case 'feeItemByVatRate':
			return map(
				settings[ name ],
				( rate ) => `${ decimal( rate ) } %`,
				( code ) => code
			);
		case 'taxClassByVatRate':
			return map(
				settings[ name ],
				( rate ) => `${ decimal( rate ) } %`,
				( slug ) => shop.taxClasses[ slug ] ?? slug
			);
		case 'fields':
			return map(
				settings[ name ] as Names,
				( key ) => fieldName( key as keyof Settings[ 'fields' ] ),
				( value ) => named( brandOwnerships() )[ value ] ?? value
			);
		case 'schedule':
			return map(
				settings[ name ] as Names,
				( kind ) => scheduleLabel( kind as 'catalog' ),
				rhythm
			);
		default:
			return single( name, settings[ name ], units );
	}
}

const rhythm = ( value: string ): string => {
	const [ how = '', ...time ] = value.split( '@' );
	const name = named( rhythms() )[ how ] ?? how;
	return [ name.replace( /…$/, '' ), ...time ].join( ' ' );
};

function single(
	name: keyof Settings,
	value: string | number | boolean | undefined,
	units: Names
): string {
	if ( typeof value === 'boolean' ) {
		return value
			? __( 'yes', 'sors-api-for-woocommerce' )
			: __( 'no', 'sors-api-for-woocommerce' );
	}
	const names: { [ Key in keyof Settings ]?: Names } = {
		priceBusinessUnitId: units,
		documentBusinessUnitId: units,
		documentKind: named( documentKinds() ),
		documentKindCompany: named( companyKinds() ),
		priceType: named( priceTypes() ),
		stockMode: named( stockModes() ),
		newProductStatus: named( newProductStatuses() ),
		missingProducts: named( missingProducts() ),
		customerMode: named( customerModes() ),
		unmappedLines: named( unmappedLines() ),
		serbianScript: named( serbianScripts() ),
	};
	const shown = String( value ?? '' );
	return names[ name ]?.[ shown ] || shown || '–';
}
