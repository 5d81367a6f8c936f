<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Entries\OutboxEntry;

/**
 * What a person can do about an entry with one click, the best first: the same wherever entries are shown. Pure.
 *
 * @phpstan-type Remedy array{as: 'send'|'sent'|'acknowledged'|'resend'|'accept'|'replace'|'cancelOthers', label: string}
 */
final class Remedies {

	/**
	 * @param bool $canCancel Whether SORS' interface can cancel documents.
	 *
	 * @return list<Remedy> `sent` needs the number of the document as well. Empty = there is nothing to do, or it is done automatically.
	 */
	public static function of( OutboxEntry $entry, bool $canCancel ): array {
		$acknowledged = [
			'as'    => 'acknowledged',
			'label' => OutboxEntry::ROLE_SALE === $entry->role ? __( 'SORS has it already', 'sors-api-for-woocommerce' ) : __( 'Done by hand in SORS', 'sors-api-for-woocommerce' ),
		];
		switch ( $entry->state ) {
			case OutboxEntry::UNCERTAIN:
				return self::ofUncertain( $entry, $acknowledged );
			case OutboxEntry::REJECTED:
				if ( $entry->asksWhetherDelivered() ) {
					return self::ofDelivered( $entry );
				}
				return [ self::send( __( 'Send again', 'sors-api-for-woocommerce' ) ), $acknowledged ];
			case OutboxEntry::QUEUED:
			case OutboxEntry::WAITING:
				return [ self::send( __( 'Send now', 'sors-api-for-woocommerce' ) ) ];
			case OutboxEntry::SKIPPED:
				return OutboxEntry::BY_OWNER === $entry->acknowledgedBy ? [ self::send( __( 'Send it anyway', 'sors-api-for-woocommerce' ) ) ] : [ self::send( __( 'Send now', 'sors-api-for-woocommerce' ) ), $acknowledged ];
			case OutboxEntry::SENT:
				return null === $entry->issue ? [] : self::ofSent( $entry, $canCancel );
			default:
				return [];
		}
	}

	/**
	 * @param Remedy $acknowledged
	 *
	 * @return list<Remedy>
	 */
	private static function ofUncertain( OutboxEntry $entry, array $acknowledged ): array {
		$sent   = [
			'as'    => 'sent',
			'label' => __( 'It is this document', 'sors-api-for-woocommerce' ),
		];
		$resend = [
			'as'    => 'resend',
			'label' => [] === $entry->shown ? __( 'It is not there: send again', 'sors-api-for-woocommerce' ) : __( 'It is not this document: make a new one', 'sors-api-for-woocommerce' ),
		];
		if ( count( $entry->shown ) > 1 ) {
			// One more would be one too many.
			return [ $sent, $acknowledged ];
		}
		return [] === $entry->shown ? [ $resend, $sent, $acknowledged ] : [ $sent, $resend, $acknowledged ];
	}

	/** @return list<Remedy> For the document of an order that was completed: leaving it alone is the safe answer, so it comes first. */
	private static function ofDelivered( OutboxEntry $entry ): array {
		$remedies = [];
		if ( OutboxEntry::ROLE_CANCEL === $entry->role ) {
			$remedies[] = [
				'as'    => 'accept',
				'label' => __( 'The document stays', 'sors-api-for-woocommerce' ),
			];
		}
		$remedies[] = [
			'as'    => 'acknowledged',
			'label' => OutboxEntry::ROLE_CANCEL === $entry->role ? __( 'It is cancelled in SORS', 'sors-api-for-woocommerce' ) : __( 'Done by hand in SORS', 'sors-api-for-woocommerce' ),
		];
		$remedies[] = self::send( __( 'It did not go through the till: cancel it', 'sors-api-for-woocommerce' ) );
		return $remedies;
	}

	/** @return list<Remedy> For a document that no longer agrees with the order, or with SORS. */
	private static function ofSent( OutboxEntry $entry, bool $canCancel ): array {
		$remedies = [];
		if ( $entry->hasIssue( [ Reconciliation::DOUBLED ] ) ) {
			if ( $canCancel ) {
				$remedies[] = [
					'as'    => 'cancelOthers',
					'label' => __( 'Cancel the others in SORS', 'sors-api-for-woocommerce' ),
				];
			}
		} elseif ( OutboxEntry::ROLE_SALE === $entry->role && $entry->hasIssue( [ Reconciliation::MISSING ] ) ) {
			$remedies[] = [
				'as'    => 'replace',
				'label' => __( 'Send it again', 'sors-api-for-woocommerce' ),
			];
		} elseif ( OutboxEntry::ROLE_SALE === $entry->role && $canCancel ) {
			$remedies[] = [
				'as'    => 'replace',
				// An orphaned document's order has no next revision.
				'label' => $entry->hasIssue( OrphanedDocuments::CODES ) ? __( 'Cancel it in SORS', 'sors-api-for-woocommerce' ) : __( 'Cancel it in SORS and send it again', 'sors-api-for-woocommerce' ),
			];
		}
		$remedies[] = [
			'as'    => 'accept',
			'label' => __( 'Leave it as it is', 'sors-api-for-woocommerce' ),
		];
		return $remedies;
	}

	/** @return Remedy */
	private static function send( string $label ): array {
		return [
			'as'    => 'send',
			'label' => $label,
		];
	}
}
