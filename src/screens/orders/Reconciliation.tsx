import { Notice } from '../../ui/controls';
import { __ } from '@wordpress/i18n';
import { ActionButton } from '../../ui/ActionButton';
import { Problem } from '../../ui/Problem';
import { Loading } from '../../ui/Loading';
import { Findings } from './Findings';
import { DocumentsWithoutOrder } from './DocumentsWithoutOrder';
import { ReportState } from './ReportState';
import { useReconciliation } from './useReconciliation';

/** Orders compared with the documents that SORS has, with remedies for each that does not agree. */
export function Reconciliation() {
	const state = useReconciliation();
	const { table, report, isRunning, action, done } = state;
	return (
		<div className="sors-report">
			<p>
				{ __(
					'Looks in SORS for the document of each order of the last weeks. It is done automatically once a day, and changes nothing: what is to be done you decide below.',
					'sors-api-for-woocommerce'
				) }
			</p>
			{ report ? (
				<>
					<div className="sors-buttons">
						<ActionButton
							action={ action }
							name="compare"
							variant="primary"
							disabled={ isRunning }
							onPress={ state.start }
							busyLabel={ __(
								'Comparing…',
								'sors-api-for-woocommerce'
							) }
						>
							{ isRunning
								? __( 'Comparing…', 'sors-api-for-woocommerce' )
								: __(
										'Compare now',
										'sors-api-for-woocommerce'
									) }
						</ActionButton>
					</div>
					<ReportState report={ report } />
					{ report.unchecked !== null && (
						<Notice status="warning">
							<p>{ report.unchecked }</p>
						</Notice>
					) }
					<div role="status" aria-live="polite">
						{ done !== '' && <p className="sors-said">{ done }</p> }
					</div>
					<Problem error={ action.error } />
					<DocumentsWithoutOrder
						report={ report }
						onDecided={ async () => {
							await state.refetch();
						} }
					/>
					{ report.state === 'never' ? (
						<Problem
							error={ table.error }
							onRetry={ () => void table.refetch() }
						/>
					) : (
						<Findings state={ state } />
					) }
				</>
			) : (
				<Loading query={ table } lines={ 8 } />
			) }
		</div>
	);
}
