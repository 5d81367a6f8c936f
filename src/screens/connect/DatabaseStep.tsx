import { useQuery } from '@tanstack/react-query';
import { __, sprintf } from '@wordpress/i18n';
import { useState } from 'react';
import { SelectControl, TextControl } from '../../ui/controls';
import { databasesQuery, testConnection } from '../../api/connection';
import type { ConnectionTest, Databases } from '../../contract/rest/connection';
import { ContractCheck } from '../../settings/ContractCheck';
import { databaseTitle } from '../../settings/database-title';
import { TestResult } from '../../settings/TestResult';
import {
	fieldProblems,
	isSaidAtFields,
	type StepProps,
} from '../../settings/useSettings';
import { ActionButton } from '../../ui/ActionButton';
import { Field, Problem, useFocusOnWrong } from '../../ui/Problem';
import { Loading } from '../../ui/Loading';
import { useAction } from '../../ui/useAction';
import { FIELDS } from './steps';

export function DatabaseStep( props: StepProps ) {
	return (
		<Loading query={ useQuery( databasesQuery ) } lines={ 2 }>
			{ ( databases ) => <Choose { ...props } databases={ databases } /> }
		</Loading>
	);
}

/** Problems of answers that cannot be read. */
const NOT_AS_EXPECTED = [ 'contract', 'not_json', 'wrong_address' ];

type Props = StepProps & { databases: Databases };

function Choose( { databases, response, save, onDone }: Props ) {
	const chosen = response.settings.database;
	const [ name, setName ] = useState( chosen || newestDatabase( databases ) );
	const [ test, setTest ] = useState< ConnectionTest | null >( null );
	const action = useAction();
	const form = useFocusOnWrong< HTMLFormElement >( action.error );

	const choose = async () => {
		setTest( null );
		const result = await testConnection( name.trim() );
		setTest( result );
		if ( ! result.ok ) {
			return;
		}
		if ( name.trim() !== chosen ) {
			// Ids of units belong to one database.
			await save( {
				database: name.trim(),
				businessUnitIds: [],
				priceBusinessUnitId: '',
				documentBusinessUnitId: '',
			} );
		}
		onDone();
	};

	return (
		<form
			ref={ form }
			className="sors-form"
			onSubmit={ ( event ) => {
				event.preventDefault();
				if ( name.trim() !== '' ) {
					void action.run( 'choose', choose );
				}
			} }
		>
			<Field
				problems={ fieldProblems( 'database', action.error, response ) }
			>
				<NameField
					databases={ databases }
					name={ name }
					onName={ setName }
				/>
			</Field>
			{ name.trim() === response.shop.testDatabase && (
				<p>
					{ sprintf(
						/* translators: %s: name of a database */
						__(
							'Everybody with a key from Softkom can read %s, so no real order is sent there. At the end you can make a test document in it.',
							'sors-api-for-woocommerce'
						),
						response.shop.testDatabase
					) }
				</p>
			) }
			<div className="sors-buttons">
				<ActionButton
					action={ action }
					name="choose"
					type="submit"
					variant="primary"
					disabled={ name.trim() === '' }
					busyLabel={ __(
						'Looking into the database…',
						'sors-api-for-woocommerce'
					) }
				>
					{ __( 'Use this database', 'sors-api-for-woocommerce' ) }
				</ActionButton>
			</div>
			{ ! isSaidAtFields( action.error, FIELDS.database ) && (
				<Problem error={ action.error } />
			) }
			<TestResult test={ test } />
			{ NOT_AS_EXPECTED.includes( test?.problem?.code ?? '' ) && (
				<ContractCheck database={ name.trim() } />
			) }
		</form>
	);
}

type FieldProps = {
	databases: Databases;
	name: string;
	onName: ( name: string ) => void;
};

function NameField( { databases, name, onName }: FieldProps ) {
	const label = __( 'Database', 'sors-api-for-woocommerce' );
	if ( ! databases.listed || databases.items.length === 0 ) {
		return (
			<TextControl
				label={ label }
				help={ __(
					'Type the name as it stands in SORS, for example MyDatabase2026. SORS does not offer a list of them here.',
					'sors-api-for-woocommerce'
				) }
				value={ name }
				onChange={ onName }
			/>
		);
	}
	return (
		<SelectControl
			label={ label }
			help={ __(
				'SORS makes a new database each financial year. The newest one is proposed.',
				'sors-api-for-woocommerce'
			) }
			value={ name }
			options={ databases.items.map( ( item ) => ( {
				value: item.name,
				label: databaseTitle( item ),
			} ) ) }
			onChange={ onName }
		/>
	);
}

type Database = Databases[ 'items' ][ number ];

const yearInName = ( { name }: Database ): number =>
	Number( name.match( /(?:19|20)[0-9]{2}$/ )?.[ 0 ] ?? 0 );

/**
 * SORS makes a new database each financial year: the newest is meant. Of two of
 * one year that which has it in its name, since the shared demo has a year too.
 */
export function newestDatabase( { items }: Databases ): string {
	const yearOf = ( item: Database ) => item.year ?? yearInName( item );
	const [ newest ] = [ ...items ].sort(
		( a, b ) =>
			yearOf( b ) - yearOf( a ) || yearInName( b ) - yearInName( a )
	);
	return newest?.name ?? '';
}
