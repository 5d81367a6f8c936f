import { useEffect, useRef, useState } from 'react';
import { __ } from '@wordpress/i18n';
import { Refused } from '../../api/errors';
import {
	missingStep,
	useSettings,
	type StepProps,
} from '../../settings/useSettings';
import { ContractCheck } from '../../settings/ContractCheck';
import { SettingsTabs } from '../../settings/SettingsTabs';
import { ErrorBoundaries } from '../../ui/ErrorBoundary';
import { Heading } from '../../ui/screen';
import { goTo, param, useLeaveGuard, useParam } from '../../ui/navigation';
import { Loading } from '../../ui/Loading';
import { focusOnField, focusOnWrong } from '../../ui/Problem';
import { ConnectionGroup } from './ConnectionGroup';
import { CopyGroup, type Copied } from './CopyGroup';
import { MaintenanceGroup, SupportGroup } from './MaintenanceGroup';
import { OrdersGroup } from './OrdersGroup';
import { pageNamed, pageOf, type Page } from './pages';
import { ProductsGroup } from './ProductsGroup';
import { SaveBar } from './SaveBar';
import { ScheduleGroup } from './ScheduleGroup';
import { DraftContext, useNewDraft } from './useDraft';
import { YearChange } from './year-change';

/** Every setting there is, on four pages: what was changed on one is still there on the next, and is saved together. */
export default function Settings() {
	const { query, save } = useSettings();
	const [ said, setSaid ] = useState( '' );
	const [ isUnsaved, setUnsaved ] = useState( false );
	const page = pageNamed( useParam( 'view' ) );
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
			<SettingsTabs current={ page } />
			<Loading query={ query } lines={ 12 }>
				{ ( response ) =>
					! isNew && (
						<div className="sors-settings">
							{ page === '' && (
								<YearChange
									isUnsaved={ isUnsaved }
									onMoved={ () => void query.refetch() }
								/>
							) }
							{ /* Another database has other units: what was not saved is void. */ }
							<Form
								key={ response.settings.database }
								page={ page }
								response={ response }
								save={ save }
								said={ said }
								onSaid={ setSaid }
								onUnsaved={ setUnsaved }
							/>
						</div>
					)
				}
			</Loading>
		</>
	);
}

type GroupsProps = Pick< StepProps, 'save' > & Copied & { page: Page };

type FormProps = GroupsProps &
	Pick< StepProps, 'response' > & {
		/** Told with each change whether something is not saved. */
		onUnsaved: ( isUnsaved: boolean ) => void;
	};

function Form( { page, response, save, onUnsaved, ...copied }: FormProps ) {
	const form = useRef< HTMLFormElement >( null );
	const draft = useNewDraft( response, save );
	const isUnsaved = draft.changed.length > 0;
	useLeaveGuard( isUnsaved );
	useEffect( () => onUnsaved( isUnsaved ), [ onUnsaved, isUnsaved ] );

	// A link may be about one field: `&setting=stockMode`. After a save it is the refused one. Either may be on another page.
	const { answers } = draft;
	const lookedAfter = useRef( -1 );
	const field =
		answers === 0
			? param( 'setting' )
			: firstRefused( draft.action.error, page );
	useEffect( () => {
		if ( lookedAfter.current === answers ) {
			return;
		}
		if ( field !== '' && pageOf( field ) !== page ) {
			goTo(
				'settings',
				{ view: pageOf( field ) || undefined, setting: field },
				{ replace: answers === 0 }
			);
			return;
		}
		lookedAfter.current = answers;
		if ( answers === 0 ) {
			focusOnField(
				field
					? form.current?.querySelector(
							`[data-setting="${ CSS.escape( field ) }"]`
						)
					: null
			);
		} else {
			focusOnWrong( form.current );
		}
	}, [ answers, field, page ] );

	return (
		<DraftContext.Provider value={ draft }>
			<form
				ref={ form }
				className="sors-settings"
				noValidate
				onSubmit={ ( event ) => {
					event.preventDefault();
					if ( isUnsaved ) {
						void draft.save();
					}
				} }
			>
				<Groups
					key={ page }
					page={ page }
					save={ save }
					{ ...copied }
				/>
				<SaveBar fields={ Object.keys( response.settings ) } />
			</form>
		</DraftContext.Provider>
	);
}

function Groups( { page, ...copyProps }: GroupsProps ) {
	switch ( page ) {
		case 'products':
			return (
				<ErrorBoundaries>
					<ProductsGroup />
					<ScheduleGroup />
				</ErrorBoundaries>
			);
		case 'orders':
			return (
				<ErrorBoundaries>
					<OrdersGroup />
				</ErrorBoundaries>
			);
		case 'maintenance':
			return (
				<ErrorBoundaries>
					<MaintenanceGroup />
					<CopyGroup { ...copyProps } />
					<SupportGroup />
				</ErrorBoundaries>
			);
		default:
			return (
				<ErrorBoundaries>
					<ConnectionGroup />
					<ContractCheck />
				</ErrorBoundaries>
			);
	}
}

/** One on the page that is open, if there is any. */
function firstRefused( error: unknown, page: Page ): string {
	const fields = error instanceof Refused ? Object.keys( error.fields ) : [];
	return (
		fields.find( ( field ) => pageOf( field ) === page ) ??
		fields[ 0 ] ??
		''
	);
}
