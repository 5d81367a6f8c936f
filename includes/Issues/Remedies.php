<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Entries\OutboxEntry;

/**
 * Pure: what a person can do about a row by one click, the advisable first; wherever rows are shown, it is the same.
 *
 * @phpstan-type Mend array{as: 'send'|'sent'|'acknowledged'|'resend'|'accept'|'anew'|'cancelOthers', label: string}
 */
final class Remedies {

	/**
	 * @param bool $canCancel Whether SORS' interface can cancel documents.
	 *
	 * @return list<Mend> `sent` wants the number of the document as well. Empty = nothing is to be done, or it is done by itself.
	 */
	public static function of( OutboxEntry $row, bool $canCancel ): array {
		$acknowledged = [
			'as'    => 'acknowledged',
			'label' => OutboxEntry::ROLE_SALE === $row->role ? __( 'SORS has it already', 'sors-api-for-woocommerce' ) : __( 'Done by hand in SORS', 'sors-api-for-woocommerce' ),
		];
		switch ( $row->state ) {
			case OutboxEntry::UNCERTAIN:
				return [
					[
						'as'    => 'resend',
						'label' => __( 'It is not there: send again', 'sors-api-for-woocommerce' ),
					],
					[
						'as'    => 'sent',
						'label' => __( 'It is this document', 'sors-api-for-woocommerce' ),
					],
					$acknowledged,
				];
			case OutboxEntry::REJECTED:
				return [ self::send( __( 'Send again', 'sors-api-for-woocommerce' ) ), $acknowledged ];
			case OutboxEntry::QUEUED:
			case OutboxEntry::WAITING:
				return [ self::send( __( 'Send now', 'sors-api-for-woocommerce' ) ) ];
			case OutboxEntry::SKIPPED:
				return OutboxEntry::BY_OWNER === $row->acknowledgedBy ? [ self::send( __( 'Send it all the same', 'sors-api-for-woocommerce' ) ) ] : [ self::send( __( 'Send now', 'sors-api-for-woocommerce' ) ), $acknowledged ];
			case OutboxEntry::SENT:
				return null === $row->issue ? [] : self::ofSent( $row, $canCancel );
			default:
				return [];
		}
	}

	/** @return list<Mend> Of a document that agrees with the order, or with SORS, no longer. */
	private static function ofSent( OutboxEntry $row, bool $canCancel ): array {
		$mends = [];
		if ( $row->hasIssue( [ Reconciliation::DOUBLED ] ) ) {
			if ( $canCancel ) {
				$mends[] = [
					'as'    => 'cancelOthers',
					'label' => __( 'Cancel the others in SORS', 'sors-api-for-woocommerce' ),
				];
			}
		} elseif ( OutboxEntry::ROLE_SALE === $row->role && $row->hasIssue( [ Reconciliation::MISSING ] ) ) {
			$mends[] = [
				'as'    => 'anew',
				'label' => __( 'Send it anew', 'sors-api-for-woocommerce' ),
			];
		} elseif ( OutboxEntry::ROLE_SALE === $row->role && $canCancel ) {
			$mends[] = [
				'as'    => 'anew',
				// An order that is gone has no next revision.
				'label' => $row->hasIssue( OrphanedDocuments::CODES ) ? __( 'Cancel it in SORS', 'sors-api-for-woocommerce' ) : __( 'Cancel it in SORS and send anew', 'sors-api-for-woocommerce' ),
			];
		}
		$mends[] = [
			'as'    => 'accept',
			'label' => __( 'Leave it as it is', 'sors-api-for-woocommerce' ),
		];
		return $mends;
	}

	/** @return Mend */
	private static function send( string $label ): array {
		return [
			'as'    => 'send',
			'label' => $label,
		];
	}
}
