import { useQuery, useQueryClient } from '@tanstack/react-query';
import { __, sprintf, _n } from '@wordpress/i18n';
import { useState } from 'react';
import { Notice } from '../../../ui/controls';
import { tell } from '../../../api/client';
import { yearChangeQuery, sayCarriedOver } from '../../../api/connection';
import type { YearChange as Answer } from '../../../contract/rest/year-change';
import { useFocus } from '../../../ui/focus';
import { param } from '../../../ui/navigation';
import { Panel } from '../../../ui/Panel';
import { Problem } from '../../../ui/Problem';
import { ActionButton } from '../../../ui/ActionButton';
import { number } from '../../../ui/format';
import { useAction } from '../../../ui/useAction';
import { GoingOn } from './GoingOn';
import { Proposal } from './Proposal';

type YearProps = {
	/** Settings were changed and not saved: the move voids that. */
	isUnsaved?: boolean;
	onMoved: () => void;
};

/** The move into a new financial year's database: there only when there is one to make, to finish, or to do without. */
export function YearChange( { isUnsaved = false, onMoved }: YearProps ) {
	const client = useQueryClient();
	const { data: value, error, refetch } = useQuery( yearChangeQuery );
	const show = ( answer: Answer ) => tell( client, yearChangeQuery, answer );
	const [ movedTo, setMovedTo ] = useState( '' );
	const isShown =
		value !== undefined &&
		( value.proposal !== null ||
			value.goingOn !== null ||
			value.former.some( ( { openDocuments } ) => openDocuments > 0 ) );
	const isAskedFor = param( 'show' ) === 'year-change';

	if ( ! isShown ) {
		// A link led here: then the reason is shown; to others it is no news.
		return isAskedFor && error ? (
			<Problem error={ error } onRetry={ refetch } />
		) : (
			movedTo !== '' && <Moved to={ movedTo } />
		);
	}
	const moved = ( answer: Answer ) => {
		show( answer );
		setMovedTo( answer.current );
		onMoved();
	};
	return (
		<Panel
			className="sors-year"
			isSmall
			title={ title( value ) }
			takesFocus={ movedTo || isAskedFor }
		>
			{ movedTo && <p role="status">{ movedText( movedTo ) }</p> }
			{ value.proposal && (
				<Proposal
					current={ value.current }
					proposal={ value.proposal }
					isUnsaved={ isUnsaved }
					onMoved={ moved }
				/>
			) }
			{ value.goingOn && (
				<GoingOn
					current={ value.current }
					goingOn={ value.goingOn }
					onAnswer={ show }
				/>
			) }
			<Former former={ value.former } onAnswer={ show } />
		</Panel>
	);
}

/** Nothing is left to do, and what was pressed is gone: the focus comes here. */
const Moved = ( { to }: { to: string } ) => (
	<div ref={ useFocus< HTMLDivElement >( true ) } tabIndex={ -1 }>
		<Notice status="success">{ movedText( to ) }</Notice>
	</div>
);

function title( { proposal, goingOn }: Answer ): string {
	if ( proposal === null ) {
		return goingOn === null
			? __( 'Documents of the former year', 'sors-api-for-woocommerce' )
			: __( 'A new year', 'sors-api-for-woocommerce' );
	}
	return sprintf(
		/* translators: %s: name of a database */
		__( 'A new year: move to %s', 'sors-api-for-woocommerce' ),
		proposal.database.name
	);
}

const movedText = ( database: string ): string =>
	sprintf(
		/* translators: %s: name of a database */
		__( 'The shop works with %s now.', 'sors-api-for-woocommerce' ),
		database
	);

type Props = Pick< Answer, 'former' > & {
	onAnswer: ( answer: Answer ) => void;
};

/** Only a person knows whether reservations of the old year were carried over: asked here, and to be taken back. */
function Former( { former, onAnswer }: Props ) {
	const action = useAction();
	return (
		<>
			{ former
				.filter( ( { openDocuments } ) => openDocuments > 0 )
				.map( ( { name, openDocuments, carriedOver } ) => (
					<div key={ name } className="sors-year__former">
						<p>
							<strong>{ openText( name, openDocuments ) }</strong>{ ' ' }
							{ carriedOver
								? __(
										'You said that they were carried over into the new year: SORS takes their goods off what is available.',
										'sors-api-for-woocommerce'
									)
								: __(
										'Were they carried over into the new year in SORS? Until you say so, the shop keeps their goods back itself, so it never sells them twice.',
										'sors-api-for-woocommerce'
									) }
						</p>
						<ActionButton
							action={ action }
							name={ name }
							onPress={ async () =>
								onAnswer(
									await sayCarriedOver( name, ! carriedOver )
								)
							}
							busyLabel={ __(
								'Saving…',
								'sors-api-for-woocommerce'
							) }
						>
							{ carriedOver
								? __(
										'No, they were not',
										'sors-api-for-woocommerce'
									)
								: __(
										'Yes, they were carried over',
										'sors-api-for-woocommerce'
									) }
						</ActionButton>
					</div>
				) ) }
			<Problem error={ action.error } />
		</>
	);
}

const openText = ( database: string, count: number ): string =>
	sprintf(
		/* translators: 1: number of orders, 2: name of a database */
		_n(
			'%1$s order has an open document in %2$s.',
			'%1$s orders have open documents in %2$s.',
			count,
			'sors-api-for-woocommerce'
		),
		number( count ),
		database
	);
