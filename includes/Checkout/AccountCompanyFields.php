<?php
declare( strict_types=1 );

namespace SorsApi\Checkout;

use Automattic\WooCommerce\Blocks\Domain\Services\CheckoutFields;
use Automattic\WooCommerce\Blocks\Package;

/**
 * The company's fields among the account's details in My Account, for whoever has bought for a company. WooCommerce would
 * show the box alone there, and of the fields that it does show it forgets what was typed when something is wrong.
 */
final class AccountCompanyFields {

	/** @var array<string, string> What is wrong, by field. */
	private array $problems = [];

	public function register(): void {
		CompanyForm::without( 'woocommerce_edit_account_form_fields', true );
		CompanyForm::without( 'woocommerce_save_account_details', true );
		add_action( 'woocommerce_edit_account_form_fields', [ $this, 'show' ] );
		add_action( 'woocommerce_save_account_details_errors', [ $this, 'validate' ] );
		add_action( 'woocommerce_save_account_details', [ $this, 'save' ] );
	}

	public function show(): void {
		$kept   = CompanyFields::kept( new \WC_Customer( get_current_user_id() ) );
		$posted = self::posted();
		if ( [] === $kept && [] === array_filter( $posted ) || ! CompanyFields::areWanted() ) {
			return;
		}
		CompanyFields::addStyle();
		foreach ( self::fields() as $field ) {
			$id      = self::id( $field );
			$problem = $this->problems[ $field ] ?? '';
			$input   = CompanyFields::input( $field );
			$html    = woocommerce_form_field(
				CompanyFields::META . $field,
				[
					'id'                => $id,
					'label'             => CompanyFields::labels()[ $field ],
					'class'             => array_merge( $input['class'], '' === $problem ? [] : [ 'woocommerce-invalid' ] ),
					'return'            => true,
					'custom_attributes' => '' === $problem ? [] : [
						'aria-invalid'     => 'true',
						'aria-describedby' => $id . '-problem',
					],
				] + $input,
				$posted[ $field ] ?? $kept[ $field ] ?? ''
			);
			if ( '' !== $problem ) {
				$html = str_replace( '</p>', sprintf( '<span id="%s-problem" class="checkout-inline-error-message">%s</span></p>', esc_attr( $id ), esc_html( $problem ) ), $html );
			}
			// phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- WooCommerce has escaped it.
			echo $html;
		}
	}

	/** @param mixed $errors WooCommerce would show these without saying of which field they are. */
	public function validate( $errors ): void {
		$this->problems = [];
		$posted         = self::posted();
		$customer       = new \WC_Customer( get_current_user_id() );
		foreach ( $posted as $field => $typed ) {
			$problem = CompanyFields::problem( $field, $typed, $customer->get_billing_country() );
			if ( null !== $problem ) {
				$this->problems[ $field ] = $problem;
			}
		}
		if ( isset( $posted[ CompanyFields::NAME ] ) && '' === $posted[ CompanyFields::NAME ] && '' !== ( $posted[ CompanyFields::PIB ] ?? '' ) ) {
			$this->problems[ CompanyFields::NAME ] = CompanyFields::nameIsMissing();
		}
		foreach ( $this->problems as $field => $problem ) {
			wc_add_notice( esc_html( $problem ), 'error', [ 'id' => self::id( $field ) ] );
		}
	}

	/** @param mixed $userId */
	public function save( $userId ): void {
		$posted = self::posted();
		if ( ! is_int( $userId ) || [] === $posted ) {
			return;
		}
		$customer = new \WC_Customer( $userId );
		foreach ( $posted as $field => $typed ) {
			Package::container()->get( CheckoutFields::class )->persist_field_for_customer( $field, CompanyFields::tidied( $field, $typed ), $customer );
		}
		$customer->save();
	}

	/** @return list<string> The name stands with the address where the shop shows WooCommerce's own field. */
	private static function fields(): array {
		return CompanyFields::asksForName() ? CompanyFields::TEXTS : array_keys( CompanyFields::METAS );
	}

	/** @return array<string, string> By field. */
	private static function posted(): array {
		$posted = [];
		foreach ( CompanyFields::areWanted() ? self::fields() : [] as $field ) {
			$name = CompanyFields::META . $field;
			// phpcs:disable WordPress.Security.NonceVerification.Missing -- WooCommerce has checked it before it saves; else it is only shown again.
			if ( isset( $_POST[ $name ] ) && is_string( $_POST[ $name ] ) ) {
				$posted[ $field ] = sanitize_text_field( wp_unslash( $_POST[ $name ] ) );
			}
			// phpcs:enable WordPress.Security.NonceVerification.Missing
		}
		return CompanyFields::ofItsType( $posted );
	}

	private static function id( string $field ): string {
		return str_replace( '/', '-', $field );
	}
}
