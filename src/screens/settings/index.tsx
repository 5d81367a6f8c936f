import { useEffect, useRef } from 'react';
import { __ } from '@wordpress/i18n';
import {
	missingStep,
	useSettings,
	type StepProps,
} from '../../settings/useSettings';
import { Heading } from '../../ui/screen';
import { goTo, param, useLeaveGuard } from '../../ui/navigation';
import { Loading } from '../../ui/Loading';
import { ConnectionGroup } from './ConnectionGroup';
import { HousekeepingGroup, SupportGroup } from './HousekeepingGroup';
import { OrdersGroup } from './OrdersGroup';
import { ProductsGroup } from './ProductsGroup';
import { SaveBar } from './SaveBar';
import { ScheduleGroup } from './ScheduleGroup';
import { DraftContext, useNewDraft } from './useDraft';
import { YearChange } from './year-change';

/** Every setting there is, in one form that is saved as a whole. */
export default function Settings() {
	const { query, save } = useSettings();
	const isNew =
		query.data !== undefined && missingStep( query.data ) !== null;
	useEffect( () => {
		if ( isNew ) {
			// The rest makes sense only once the shop is connected.
			goTo( 'connect', {}, { replace: true } );
		}
	}, [ isNew ] );
	return (
		<>
			<Heading>{ __( 'Settings', 'sors-api-for-woocommerce' ) }</Heading>
			<Loading query={ query } lines={ 12 }>
				{ ( response ) =>
					! isNew && (
						<div className="sors-settings">
							<YearChange
								onMoved={ () => void query.refetch() }
							/>
							{ /* Another database has other units: what was not saved is void. */ }
							<Form
								key={ response.settings.database }
								response={ response }
								save={ save }
							/>
						</div>
					)
				}
			</Loading>
		</>
	);
}

function Form( { response, save }: Pick< StepProps, 'response' | 'save' > ) {
	const form = useRef< HTMLFormElement >( null );
	const draft = useNewDraft( response, save );
	useLeaveGuard( draft.changed.length > 0 );

	// A link may be about one field: `&setting=stockMode`. After a save it is the refused one.
	useEffect(
		() =>
			focusOn(
				draft.answers === 0
					? linked( form.current )
					: refused( form.current )
			),
		[ draft.answers ]
	);

	return (
		<DraftContext.Provider value={ draft }>
			<form
				ref={ form }
				className="sors-settings"
				noValidate
				onSubmit={ ( event ) => {
					event.preventDefault();
					if ( draft.changed.length > 0 ) {
						void draft.save();
					}
				} }
			>
				<ConnectionGroup />
				<ProductsGroup />
				<OrdersGroup />
				<ScheduleGroup />
				<HousekeepingGroup />
				<SupportGroup />
				<SaveBar fields={ Object.keys( response.settings ) } />
			</form>
		</DraftContext.Provider>
	);
}

const linked = ( form: Element | null ) => {
	const setting = param( 'setting' );
	return setting
		? form?.querySelector( `[data-setting="${ CSS.escape( setting ) }"]` )
		: null;
};

const refused = ( form: Element | null ) =>
	form?.querySelector( '.sors-field .is-error' )?.closest( '.sors-field' );

const CONTROL = 'input, select';

/** Puts the keyboard to the first control of a field, and the field into sight. */
function focusOn( field: Element | null | undefined ): void {
	field?.scrollIntoView( { block: 'center' } );
	const first = ( selector: string ) =>
		field?.querySelector< HTMLElement >( selector );
	const control = first( 'input[type="radio"]:checked' ) ?? first( CONTROL );
	control?.focus( { preventScroll: true } );
}
