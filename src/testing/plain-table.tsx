import type { Action, Field } from '@wordpress/dataviews/wp';
import type { ReactNode } from 'react';

const Press = < Item, >( {
	action,
	items,
}: {
	action: Action< Item >;
	items: Item[];
} ) => (
	<button
		disabled={ action.disabled }
		onClick={ () =>
			'callback' in action &&
			void action.callback( items, { registry: undefined } )
		}
	>
		{ typeof action.label === 'string'
			? action.label
			: action.label( items ) }
	</button>
);

const textOf = < Item, >( field: Field< Item >, item: Item ): ReactNode =>
	typeof field.getValue === 'function'
		? String( field.getValue( { item } ) )
		: null;

type Props< Item > = {
	label: string;
	items: Item[];
	isLoading: boolean;
	getId: ( item: Item ) => string;
	fields: Field< Item >[];
	actions?: Action< Item >[];
	chosen?: string[];
	onChoose?: ( ids: string[] ) => void;
	empty: ReactNode;
};

/** Stands in for DataViews, which takes a minute to load, where a test is about what surrounds it. */
export default function PlainTable< Item >( {
	label,
	items,
	isLoading,
	getId,
	fields,
	actions = [],
	chosen = [],
	onChoose,
	empty,
}: Props< Item > ) {
	const ticked = items.filter( ( item ) => chosen.includes( getId( item ) ) );
	return (
		<div role="group" aria-label={ label } aria-busy={ isLoading }>
			<button onClick={ () => onChoose?.( items.map( getId ) ) }>
				Select all
			</button>
			{ ticked.length > 0 &&
				actions
					.filter( ( { supportsBulk } ) => supportsBulk )
					.map( ( action ) => (
						<Press
							key={ action.id }
							// DataViews leaves these enabled.
							action={ { ...action, disabled: false } }
							items={ ticked }
						/>
					) ) }
			{ items.length === 0 && empty }
			<table>
				<tbody>
					{ items.map( ( item ) => (
						<tr key={ getId( item ) }>
							<td>
								{ fields.map( ( field ) => (
									<span key={ field.id }>
										{ textOf( field, item ) }{ ' ' }
									</span>
								) ) }
								{ actions
									.filter(
										( { isEligible } ) =>
											isEligible?.( item ) ?? true
									)
									.map( ( action ) => (
										<Press
											key={ action.id }
											action={ action }
											items={ [ item ] }
										/>
									) ) }
							</td>
						</tr>
					) ) }
				</tbody>
			</table>
		</div>
	);
}
