import { __, _n, sprintf } from '@wordpress/i18n';
import { Icon, check } from '@wordpress/icons';
import { useRef, useState } from 'react';
import { ContinueFirstRun } from '../../ui/ContinueFirstRun';
import { Notice } from '../../ui/controls';
import type { Overview } from '../../contract/rest/overview';
import { DecisionLink } from '../../ui/DecisionLink';
import { useHeldFocus } from '../../ui/focus';
import { number } from '../../ui/format';
import { LeftOut } from './LeftOut';
import { Question, questions } from './Question';

type Props = Pick< Overview, 'decisions' > & {
	/** Connected, but the first sync was never begun. */
	isUnfinished: boolean;
	onDecided: () => Promise< unknown >;
};

/** What needs a person, each with the button that leads to where it is solved. */
export function Decisions( { decisions, isUnfinished, onDecided }: Props ) {
	const place = useRef< HTMLDivElement >( null );
	// What was decided goes, with the button that was pressed.
	useHeldFocus( place, decisions, { home: place } );
	const [ hasDecided, setDecided ] = useState( false );
	const decided = async () => {
		await onDecided();
		setDecided( true );
	};
	const isWell = decisions.length === 0 && ! isUnfinished;
	return (
		<div ref={ place } tabIndex={ -1 } className="sors-needs">
			<div role="status">
				{ isWell ? (
					<p className="sors-well">
						<Icon icon={ check } />
						{ __(
							'All is well: nothing needs a decision.',
							'sors-api-for-woocommerce'
						) }
					</p>
				) : (
					<span className="screen-reader-text">
						{ hasDecided && leftText( decisions.length ) }
					</span>
				) }
			</div>
			{ ! isWell && (
				<section
					className="sors-decisions"
					aria-label={ __(
						'Needs a decision',
						'sors-api-for-woocommerce'
					) }
				>
					{ isUnfinished && <Unfinished /> }
					{ decisions.map( ( decision ) =>
						questions[ decision.code ] ? (
							<Question
								key={ decision.code }
								decision={ decision }
								onDecided={ decided }
							/>
						) : (
							<Notice
								key={ decision.code + decision.message }
								status={ decision.severity }
								spokenMessage=""
							>
								<p>{ decision.message }</p>
								<DecisionLink decision={ decision } />
								{ decision.code === 'orders_left_out' && (
									<LeftOut onDecided={ decided } />
								) }
							</Notice>
						)
					) }
				</section>
			) }
		</div>
	);
}

const leftText = ( count: number ): string =>
	sprintf(
		/* translators: %s: number of decisions */
		_n(
			'%s decision waits for you.',
			'%s decisions wait for you.',
			count,
			'sors-api-for-woocommerce'
		),
		number( count )
	);

const Unfinished = () => (
	<ContinueFirstRun>
		{ __(
			'The connection stands, but nothing was brought in yet. The first sync shows what would change before it does anything.',
			'sors-api-for-woocommerce'
		) }
	</ContinueFirstRun>
);
