<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Counterparts\LinkedCustomers;
use SorsApi\OrderView\Words;
use SorsApi\Sentence;
use SorsApi\Settings\Access;

/** On the page of a user: which customer of SORS that is. Only whoever may work with the plugin sees and changes it. */
final class UserCustomer {

	private const FIELD = 'sors_customer_code';
	private const NONCE = 'sors_customer_nonce';

	private LinkedCustomers $customers;

	/** @var array<int, array{code: string, problem: string}> What was typed for a user on a page that could not be saved. */
	private array $typed = [];

	public function __construct( LinkedCustomers $customers ) {
		$this->customers = $customers;
	}

	public function register(): void {
		foreach ( [ 'show_user_profile', 'edit_user_profile' ] as $hook ) {
			add_action( $hook, [ $this, 'show' ] );
		}
		// After the page has judged the rest, and with a way to say what is wrong.
		add_action( 'user_profile_update_errors', [ $this, 'save' ], 10, 3 );
	}

	/** @param mixed $user */
	public function show( $user ): void {
		if ( ! $user instanceof \WP_User || ! current_user_can( Access::CAPABILITY ) ) {
			return;
		}
		$linked  = LinkedCustomers::of( $user->ID );
		$code    = $this->typed[ $user->ID ]['code'] ?? $linked['code'] ?? '';
		$problem = $this->typed[ $user->ID ]['problem'] ?? '';
		wp_nonce_field( self::action( $user->ID ), self::NONCE, false );
		?>
		<h2><?php esc_html_e( 'Customer in SORS', 'sors-api-for-woocommerce' ); ?></h2>
		<table class="form-table" role="presentation"><tr>
			<th scope="row"><label for="<?php echo esc_attr( self::FIELD ); ?>"><?php esc_html_e( 'Code of the customer', 'sors-api-for-woocommerce' ); ?></label></th>
			<td>
				<?php
				printf(
					'<input type="text" class="regular-text" maxlength="64" id="%1$s" name="%1$s" value="%2$s"%3$s aria-describedby="%4$s%1$s_help">',
					esc_attr( self::FIELD ),
					esc_attr( $code ),
					'' === $problem ? '' : ' aria-invalid="true"',
					'' === $problem ? '' : esc_attr( self::FIELD . '_problem ' )
				);
				// WordPress has no class of its own for it.
				echo '' === $problem ? '' : sprintf( '<p id="%s" style="color:#b32d2e">%s</p>', esc_attr( self::FIELD . '_problem' ), esc_html( $problem ) );
				?>
				<p class="description" id="<?php echo esc_attr( self::FIELD ); ?>_help">
					<?php echo esc_html( null === $linked ? $this->offer() : self::words( $linked ) ); ?>
				</p>
			</td>
		</tr></table>
		<?php
	}

	/**
	 * @param mixed $errors
	 * @param mixed $update
	 * @param mixed $user   With the fields as they are to be saved.
	 */
	public function save( $errors, $update, $user ): void {
		$id    = is_object( $user ) && isset( $user->ID ) ? (int) $user->ID : 0;
		$nonce = isset( $_POST[ self::NONCE ] ) && is_string( $_POST[ self::NONCE ] ) ? sanitize_text_field( wp_unslash( $_POST[ self::NONCE ] ) ) : '';
		if ( ! $errors instanceof \WP_Error || true !== $update || 0 === $id || ! current_user_can( Access::CAPABILITY ) || ! current_user_can( 'edit_user', $id ) || false === wp_verify_nonce( $nonce, self::action( $id ) ) ) {
			return;
		}
		$code = isset( $_POST[ self::FIELD ] ) && is_string( $_POST[ self::FIELD ] ) ? trim( sanitize_text_field( wp_unslash( $_POST[ self::FIELD ] ) ) ) : '';

		$this->typed[ $id ] = [ 'code' => $code, 'problem' => '' ];
		if ( $errors->has_errors() || $code === ( LinkedCustomers::of( $id )['code'] ?? '' ) ) {
			return;
		}
		if ( '' === $code ) {
			LinkedCustomers::unlink( $id );
			return;
		}
		$problem = $this->customers->link( $id, $code );
		if ( null !== $problem ) {
			$this->typed[ $id ]['problem'] = Sentence::shown( $problem );
			$errors->add( 'sors_customer', esc_html( Sentence::shown( $problem ) ), [ 'form-field' => self::FIELD ] );
		}
	}

	private function offer(): string {
		return $this->customers->areTold()
			? __( 'Orders of this user go to this customer, with its standing discount in SORS, unless the PIB of another one is entered. Leave it empty for none.', 'sors-api-for-woocommerce' )
			: __( 'Orders of this user go to this customer, unless the PIB of another one is entered. SORS does not say what discount its customers have, so none is given.', 'sors-api-for-woocommerce' );
	}

	/** @param array{code: string, name: string, percent: string, checkedAt: int, untold?: true} $linked */
	private static function words( array $linked ): string {
		if ( isset( $linked['untold'] ) ) {
			return self::whyNone( '' === $linked['name'] ? $linked['code'] : $linked['name'], $linked['percent'] );
		}
		$since = Words::moment( gmdate( 'Y-m-d H:i:s', $linked['checkedAt'] ) );
		return '' === $linked['percent']
			/* translators: 1: name of a customer, 2: day and time. */
			? sprintf( __( '%1$s: no discount in SORS (%2$s).', 'sors-api-for-woocommerce' ), $linked['name'], $since )
			/* translators: 1: name of a customer, 2: percent, 3: day and time. */
			: sprintf( __( '%1$s: %2$s %% discount in SORS (%3$s). It is read again each day.', 'sors-api-for-woocommerce' ), $linked['name'], Words::decimal( $linked['percent'] ), $since );
	}

	private static function whyNone( string $name, string $last ): string {
		/* translators: %s: name or code of a customer. */
		$why = sprintf( __( '%s: SORS does not say what discount its customers have, so none is given.', 'sors-api-for-woocommerce' ), $name );
		/* translators: %s: percent. */
		return '' === $last ? $why : $why . ' ' . sprintf( __( 'The last one it named was %s %%.', 'sors-api-for-woocommerce' ), Words::decimal( $last ) );
	}

	private static function action( int $userId ): string {
		return 'sors_customer_' . $userId;
	}
}
